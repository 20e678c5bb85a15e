#pragma once

#include "ui/common/look/color_role.h"

#include <QObject>

namespace tongdai {

/// Light or dark, as the desktop wishes. Lives on the GUI thread.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Scheme current() const = 0;
signals:
    void changed();
};

}  // namespace tongdai
