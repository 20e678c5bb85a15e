#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TONGDAI_TELLS_THREAD_ORDER
#endif
#endif

#ifdef TONGDAI_TELLS_THREAD_ORDER

class QEvent;
class QObject;

namespace tongdai::testing {

/// See thread_order.cpp. Before and after an event is handled; on the receiver's thread.
void orderBeforeEvent(QObject* receiver, QEvent* event);
void orderAfterEvent();

/// An application object that tells the thread sanitizer what each event comes after.
template <class Application>
class OrderedApplication final : public Application {
public:
    using Application::Application;
    bool notify(QObject* receiver, QEvent* event) override
    {
        orderBeforeEvent(receiver, event);
        const bool isTaken = Application::notify(receiver, event);
        orderAfterEvent();
        return isTaken;
    }
};

}  // namespace tongdai::testing

#else

namespace tongdai::testing {

/// Only builds with the thread sanitizer have something to be told.
template <class Application>
using OrderedApplication = Application;

}  // namespace tongdai::testing

#endif
