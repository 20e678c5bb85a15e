#pragma once

#include "ui/common/look/look.h"

#include <QMenu>

class QActionGroup;

namespace tongdai {

class ScreenSettings;

/// Language, theme, text size and density: chosen here, kept in the settings, applied at once.
class ViewMenu final : public QMenu {
    Q_OBJECT
public:
    ViewMenu(Look look, ScreenSettings& settings, QWidget* parent = nullptr);

    /// The text-size actions carry shortcuts; the window adds them to itself.
    QList<QAction*> textSizeActions() const { return {m_larger, m_smaller, m_normalSize}; }
    void retranslate();

private:
    template <class Choice>
    QAction* addChoice(QMenu& menu, QActionGroup& group, Choice value);
    void changeTextScale(int percent);
    void check();

    Look m_look;
    ScreenSettings& m_settings;
    QMenu* m_languageMenu;
    QMenu* m_themeMenu;
    QMenu* m_densityMenu;
    QMenu* m_sizeMenu;
    QActionGroup* m_languages;
    QActionGroup* m_schemes;
    QActionGroup* m_densities;
    QAction* m_larger;
    QAction* m_smaller;
    QAction* m_normalSize;
};

}  // namespace tongdai
