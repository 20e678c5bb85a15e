#include "ui/common/widgets/copy_button.h"

#include <QClipboard>
#include <QGuiApplication>

namespace tongdai {

using namespace std::chrono_literals;

CopyButton::CopyButton(std::function<QString()> text, QWidget* parent) : QPushButton(parent), m_text(std::move(text))
{
    m_copied.setSingleShot(true);
    m_copied.setInterval(2s);
    connect(&m_copied, &QTimer::timeout, this, &CopyButton::retranslate);
    connect(this, &QPushButton::clicked, this, &CopyButton::copy);
    retranslate();
}

void CopyButton::retranslate()
{
    setText(m_copied.isActive() ? tr("Copied") : tr("Copy"));
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_text());
    m_copied.start();
    retranslate();
}

}  // namespace tongdai
