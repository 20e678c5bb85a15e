// How a test program under the thread sanitizer is watched, built in so that it holds however the program is started.

extern "C" const char* __tsan_default_options()
{
    return "second_deadlock_stack=1:history_size=5:exitcode=66";
}

// Libraries that Debian compiled without the sanitizer: what they read, write and free cannot be told apart from what
// their locks and counters order, of which nothing is seen (thread_order.cpp tells what Qt's order is for our code). So
// memory touched on their behalf by libc's functions is left out; what our own code touches is watched everywhere.
extern "C" const char* __tsan_default_suppressions()
{
    return "called_from_lib:libglib-2.0.so\n"
           "called_from_lib:libQt6Core.so\n"
           "called_from_lib:libQt6Network.so\n"
           "called_from_lib:libQt6Sql.so\n"
           "called_from_lib:libQt6Test.so\n"
           "called_from_lib:libQt6WebSockets.so\n";
}
