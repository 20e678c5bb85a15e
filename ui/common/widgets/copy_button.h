#pragma once

#include <QPushButton>
#include <QTimer>

#include <functional>

namespace tongdai {

/// Copies what `text` gives at the moment of the press and says so for two seconds.
class CopyButton final : public QPushButton {
    Q_OBJECT
public:
    explicit CopyButton(std::function<QString()> text, QWidget* parent = nullptr);
    void retranslate();

private:
    void copy();

    std::function<QString()> m_text;
    QTimer m_copied;
};

}  // namespace tongdai
