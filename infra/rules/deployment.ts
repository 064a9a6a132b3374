/** The templates that are deployed side by side: those of one app, account and region. */
import type { Resource } from './resource.ts';
import { Template, type TemplateProps } from './template.ts';
import { textOf, UNKNOWN, type Value } from './value.ts';

export class Deployment {
  readonly #templates: Template[] = [];

  add(props: Omit<TemplateProps, 'deployment'>): Template {
    const template = new Template({ ...props, deployment: this });
    this.#templates.push(template);
    return template;
  }

  get resources(): readonly Resource[] {
    return this.#templates.flatMap((each) => [...each.resources.values()]);
  }

  /** Those that exist whatever the conditions are. */
  certain(type: string): readonly Resource[] {
    return this.resources.filter((each) => each.type === type && !each.conditional);
  }

  exported(name: string): Value {
    for (const each of this.#templates) {
      const value = each.exportedHere(name);
      if (value !== undefined) return value;
    }
    return UNKNOWN;
  }

  /** What a stack of the app writes into a parameter of SSM. */
  published(name: string): Value {
    const parameter = this.certain('AWS::SSM::Parameter').find((each) => textOf(each.at('Name')) === name);
    return parameter?.at('Value') ?? UNKNOWN;
  }
}
