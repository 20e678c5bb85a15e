#pragma once

#include "engine/api/answer.h"
#include "engine/domain/people/privacy.h"

#include <QObject>

namespace tongdai::api {

/// What an erasure did, for whoever asked for it.
struct ErasureDone {
    ErasureReport report;
    TimePoint at{};
    QString by;
    QString shop;
};

/// Erasure of a customer as a person at the desk plans and runs it (features F12, guarantees 2.16). Lives on the GUI
/// thread.
class Erasures : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Every place with how much of it would go; holds that forbid it. Changes nothing.
    virtual Asked<ErasureReport> plan(const SenderId& customer) = 0;
    /// Starts the clock of their request, or writes down that they were answered; what stands there already stays.
    virtual Asked<ErasureRequest> note(const SenderId& customer, const ErasureNote& note) = 0;
    /// Everybody who asked and is not erased yet, longest ago first.
    virtual Asked<std::vector<OpenErasure>> open() = 0;
    /// In one transaction with its audit entry; live state follows. With holds in the report nothing was done.
    virtual Asked<ErasureDone> erase(const SenderId& customer) = 0;
};

}  // namespace tongdai::api
