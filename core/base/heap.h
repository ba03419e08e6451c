/* The heap of a process that makes much and forgets it all at once.
 *
 * Every page of memory that is touched first costs a fault of the processor, microseconds where a
 * machine is a guest: a tenth of a build. Here the C library is given room ahead, does not give it
 * back, and the system is asked for pages of two megabytes in it. Processes forked later have the
 * same room. Where any of this cannot be had, nothing is lost.
 */
#ifndef BRV_BASE_HEAP_H
#define BRV_BASE_HEAP_H

/* To be called once, first in main. */
void brv_heap_prepare(void);

/* Memory that much was freed of goes back to the system, but for the room to grow. */
void brv_heap_give_back(void);

#endif
