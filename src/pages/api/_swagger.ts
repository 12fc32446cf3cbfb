/** Swagger UI as a file of our own, by its address. */
export { default as swagger } from 'swagger-ui-dist/swagger-ui-bundle.js?url';
