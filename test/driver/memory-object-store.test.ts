import { objectStoreContract } from '../contract/object-store-contract.ts';
import { MemoryObjectStore } from './memory-object-store.ts';

objectStoreContract(() => new MemoryObjectStore());
