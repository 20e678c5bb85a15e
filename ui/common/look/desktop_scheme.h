#pragma once

#include "ui/common/look/system_scheme.h"

#include <QVariant>

class QDBusVariant;

namespace tongdai {

/// Asks the desktop portal (org.freedesktop.appearance, color-scheme) and follows its signal. Without a portal the
/// platform's own palette decides, read when the platform announces a new theme. Qt 6.4 has no call for this yet.
class DesktopScheme final : public SystemScheme {
    Q_OBJECT
public:
    explicit DesktopScheme(QObject* parent = nullptr);
    Scheme current() const override { return m_scheme; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private slots:
    void readPortalSetting(const QString& nameSpace, const QString& key, const QDBusVariant& value);

private:
    void askPortal();
    void adoptPortalValue(uint value);
    void readPlatformPalette();
    void adopt(Scheme scheme);

    Scheme m_scheme = Scheme::Light;
    bool m_portalSpeaks = false;
};

}  // namespace tongdai
