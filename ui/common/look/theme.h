#pragma once

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QObject>

namespace tongdai {

class SystemScheme;

enum class SchemeChoice : quint8 { FollowSystem, Light, Dark, HighContrast };
enum class Density : quint8 { Compact, Normal, Roomy };

/// How the console looks: scheme, text size, density. Every change is applied to the whole application at once
/// (palette and font), so widgets only repaint. Lives on the GUI thread.
class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(SystemScheme& system, QObject* parent = nullptr);

    /// Sets style, palette and font of the application; later changes apply themselves.
    void install();

    void setChoice(SchemeChoice choice);
    void setTextScale(int percent);  ///< clamped to 90 … 160
    void setDensity(Density density);

    SchemeChoice choice() const { return m_choice; }
    Scheme scheme() const;
    int textScale() const { return m_textScale; }
    Density density() const { return m_density; }

    QColor color(ColorRole role) const { return colorOf(scheme(), role); }
    QFont font(TextRole role) const;
    /// Row heights of workspace 3.2 in logical pixels, grown with the text.
    int conversationRowHeight() const;
    int tableRowHeight() const;

signals:
    void changed();

private:
    void apply();

    SystemScheme& m_system;
    SchemeChoice m_choice = SchemeChoice::FollowSystem;
    int m_textScale = 100;
    Density m_density = Density::Normal;
    bool m_installed = false;
};

}  // namespace tongdai
