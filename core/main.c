#include "base/heap.h"
#include "cli/cli.h"

int main(int argc, char **argv)
{
  brv_heap_prepare();
  return brv_cli_run(argc, argv);
}
