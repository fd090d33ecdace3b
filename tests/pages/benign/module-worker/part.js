export const part = 'yes';
