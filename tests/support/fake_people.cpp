#include "tests/support/fake_people.h"
