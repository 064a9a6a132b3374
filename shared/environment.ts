/** A variable that the template sets for every function. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`the environment variable ${name} is not set: the function's template must set it`);
  }
  return value;
}
