export const helper = 'not for the product';
