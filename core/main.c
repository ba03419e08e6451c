#include "cli/cli.h"

int main(int argc, char **argv)
{
  return brv_cli_run(argc, argv);
}
