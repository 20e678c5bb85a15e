#include "ui/evidence/evidence_paper.h"

#include "ui/evidence/evidence_words.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <qrencode.h>
#include <memory>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDotsPerInch = 300;
constexpr double kPaperMargin_mm = 18;
constexpr double kFoot_mm = 20;    // at the foot of every page
constexpr double kFootQr_mm = 16;  // large enough for a telephone
constexpr double kHeadQr_mm = 30;
constexpr double kHeadQrTop_mm = 4;
constexpr double kPaperInset_mm = 1.5;
constexpr double kPaperGap_mm = 2;
constexpr qint64 kLinesBetweenQuestions = 200;
constexpr QChar kPaperLine(QChar::LineSeparator);
constexpr QColor kPaperInk(0x1b, 0x24, 0x30);
constexpr QColor kPaperSoft(0x55, 0x60, 0x6e);

double paperDots(double mm)
{
    return mm / 25.4 * kDotsPerInch;
}

QFont paperFont(double points, bool isBold = false, bool isCode = false)
{
    QFont font;
    font.setFamilies(isCode ? QStringList{u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"Noto Sans"_s}
                            : QStringList{u"Noto Sans"_s, u"DejaVu Sans"_s, u"Noto Color Emoji"_s});
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.01);  // no ligatures: "ff" would not be found by a search
    font.setPointSizeF(points);
    font.setBold(isBold);
    return font;
}

QTextCharFormat paperText(double points, const QColor& ink, bool isBold = false, bool isCode = false)
{
    QTextCharFormat format;
    format.setFont(paperFont(points, isBold, isCode));
    format.setForeground(ink);
    return format;
}

/// Light enough to be copied in black and white.
QColor paperGround(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return QColor(0xf1, 0xf3, 0xf6);
        case Speaker::Note: return QColor(0xfd, 0xf5, 0xdf);
        case Speaker::System: return QColor(Qt::white);
        default: return QColor(0xe8, 0xf1, 0xfb);
    }
}

/// Where a piece stands: from which page on, and how far down.
struct PaperPlace {
    int page = 0;
    double top = 0;
    double height = 0;
};

class EvidencePaper {
    Q_DECLARE_TR_FUNCTIONS(tongdai::EvidencePaper)
public:
    EvidencePaper(const EvidenceBook& book, const EvidenceGoOn& goOn)
        : m_book(book), m_goOn(goOn), m_words(book), m_sheets(m_words.sheets(book)), m_qr(qrImage(book.head.toHex()))
    {
    }

    QByteArray print()
    {
        QByteArray bytes;
        QBuffer into(&bytes);
        into.open(QIODevice::WriteOnly);
        QPdfWriter writer(&into);
        writer.setResolution(kDotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(kPaperMargin_mm, kPaperMargin_mm, kPaperMargin_mm, kPaperMargin_mm),
                              QPageLayout::Millimeter);
        writer.setTitle(EvidenceWords::title());
        writer.setCreator(u"Tongdai " TONGDAI_VERSION ""_s);
        m_device = &writer;
        m_size = QSizeF(writer.width(), writer.height() - paperDots(kFoot_mm));
        // Twice over the lines: how many pages there are stands on the first already.
        if (!place()) return {};
        QPainter painter(&writer);
        if (!painter.isActive() || !draw(writer, painter)) return {};
        painter.end();
        return bytes;
    }

private:
    using Piece = std::unique_ptr<QTextDocument>;

    Piece piece(double width) const
    {
        auto document = std::make_unique<QTextDocument>();
        document->documentLayout()->setPaintDevice(m_device);
        document->setDocumentMargin(0);
        document->setDefaultFont(paperFont(9.5));
        document->setUndoRedoEnabled(false);
        QTextOption wrapping;
        wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        document->setDefaultTextOption(wrapping);
        document->setTextWidth(width);
        return document;
    }

    /// Beside it the QR code has its room.
    Piece headPiece() const
    {
        Piece head = piece(m_size.width() - paperDots(kHeadQr_mm + 5));
        QTextCursor cursor(head.get());
        cursor.insertText(EvidenceWords::title(), paperText(17, kPaperInk, true));
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(2);
        format.setCellSpacing(0);
        format.setTopMargin(8);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(
            {QTextLength(QTextLength::PercentageLength, 25), QTextLength(QTextLength::PercentageLength, 75)});
        const auto facts = m_words.head(m_book);
        QTextTable* const table = cursor.insertTable(int(facts.size()), 2, format);
        for (int row = 0; row < int(facts.size()); ++row) {
            const EvidenceWords::Fact& fact = facts[size_t(row)];
            table->cellAt(row, 0).firstCursorPosition().insertText(fact.name, paperText(9, kPaperSoft));
            table->cellAt(row, 1).firstCursorPosition().insertText(
                fact.value, paperText(fact.isCode ? 7 : 9, kPaperInk, false, fact.isCode));
        }
        return head;
    }

    Piece limitsPiece() const
    {
        Piece limits = piece(m_size.width());
        QTextCursor cursor(limits.get());
        cursor.insertText(EvidenceWords::limits().join(kPaperLine), paperText(8, kPaperSoft));
        return limits;
    }

    /// First what the case says, then the lines.
    size_t pieces() const { return m_sheets.size() + m_book.lines.size(); }
    Piece pieceAt(size_t at) const
    {
        return at < m_sheets.size() ? sheetPiece(m_sheets[at]) : linePiece(m_book.lines[at - m_sheets.size()]);
    }
    QColor groundAt(size_t at) const
    {
        return at < m_sheets.size() ? QColor(Qt::white)
                                    : paperGround(m_book.lines[at - m_sheets.size()].message.speaker);
    }

    static QString paperLines(QString text)
    {
        text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n').replace(u'\n', kPaperLine);
        return text.replace(QChar(QChar::ParagraphSeparator), kPaperLine);
    }

    Piece sheetPiece(const EvidenceWords::Sheet& sheet) const
    {
        Piece written = piece(m_size.width() - 2 * paperDots(kPaperInset_mm));
        QTextCursor cursor(written.get());
        cursor.insertText(sheet.heading, paperText(9, kPaperInk, true));
        if (!sheet.at.isEmpty()) cursor.insertText(u"   "_s + sheet.at, paperText(8, kPaperSoft));
        cursor.insertText(kPaperLine + paperLines(sheet.text),
                          paperText(10, sheet.isWithheld ? kPaperSoft : kPaperInk));
        return written;
    }

    Piece linePiece(const EvidenceLine& line) const
    {
        Piece written = piece(m_size.width() - 2 * paperDots(kPaperInset_mm));
        QTextCursor cursor(written.get());
        cursor.insertText(u"%1   "_s.arg(line.message.rev), paperText(8, kPaperSoft));
        cursor.insertText(EvidenceWords::who(line), paperText(9, kPaperInk, true));
        cursor.insertText(u"   "_s + m_words.time(line.message.receivedAt), paperText(8, kPaperSoft));
        const QString text = paperLines(EvidenceWords::said(line));
        const bool isSoft = line.isWithheld || line.message.speaker == Speaker::System;
        cursor.insertText(kPaperLine + text, paperText(10, isSoft ? kPaperSoft : kPaperInk));
        for (const QString& fact : m_words.facts(line))
            cursor.insertText(kPaperLine + fact, paperText(8, kPaperSoft));
        cursor.insertText(kPaperLine + QString::fromLatin1(line.hash.toHex()), paperText(6, kPaperSoft, false, true));
        return written;
    }

    /// Each line stays together; only what is longer than a page goes on over several, with nothing else on them.
    bool place()
    {
        double top = std::max(headPiece()->size().height(), paperDots(kHeadQr_mm + kHeadQrTop_mm)) + paperDots(4);
        m_limitsTop = top;
        top += limitsPiece()->size().height() + paperDots(6);
        int page = 0;
        const auto total = qint64(pieces());
        for (size_t at = 0; at < pieces(); ++at) {
            if (qint64(m_places.size()) % kLinesBetweenQuestions == 0 && !m_goOn(qint64(m_places.size()) / 2, total))
                return false;
            const Piece written = pieceAt(at);
            const double height = written->size().height() + 2 * paperDots(kPaperInset_mm);
            const bool isLong = height > m_size.height();
            if (top > 0 && (isLong || top + height > m_size.height())) {
                ++page;
                top = 0;
            }
            m_places.push_back({page, top, height});
            if (isLong) {
                written->setPageSize(QSizeF(written->textWidth(), m_size.height()));
                page += written->pageCount();
                top = 0;
            } else {
                top += height + paperDots(kPaperGap_mm);
            }
        }
        // A long line at the end has counted one page too many.
        m_pages = page + (top > 0 ? 1 : 0);
        return true;
    }

    bool draw(QPdfWriter& writer, QPainter& painter)
    {
        int page = 0;
        drawDocument(painter, *headPiece(), QPointF(), m_size.height());
        drawDocument(painter, *limitsPiece(), QPointF(0, m_limitsTop), m_size.height());
        drawQr(painter, QPointF(m_size.width() - paperDots(kHeadQr_mm), paperDots(kHeadQrTop_mm)), kHeadQr_mm);
        drawFoot(painter, 0);
        const auto goTo = [&](int wanted) {
            for (; page < wanted; drawFoot(painter, page)) {
                writer.newPage();
                ++page;
            }
        };
        const auto total = qint64(pieces());
        for (size_t at = 0; at < m_places.size(); ++at) {
            if (qint64(at) % kLinesBetweenQuestions == 0 && !m_goOn((total + qint64(at)) / 2, total)) return false;
            goTo(m_places[at].page);
            const Piece written = pieceAt(at);
            const double inset = paperDots(kPaperInset_mm);
            if (m_places[at].height <= m_size.height()) {
                const QRectF ground(0, m_places[at].top, m_size.width(), m_places[at].height);
                painter.fillRect(ground, groundAt(at));
                drawDocument(painter, *written, ground.topLeft() + QPointF(inset, inset), m_places[at].height);
                continue;
            }
            written->setPageSize(QSizeF(written->textWidth(), m_size.height()));
            const int pages = written->pageCount();
            for (int part = 0; part < pages; ++part) {
                goTo(m_places[at].page + part);
                drawPart(painter, *written, QPointF(inset, -part * m_size.height()));
            }
        }
        return true;
    }

    static void drawDocument(QPainter& painter, const QTextDocument& document, QPointF at, double height)
    {
        painter.save();
        painter.translate(at);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, 0, document.textWidth() + 1, height);
        context.palette.setColor(QPalette::Text, kPaperInk);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
    }

    /// The lines that stand on this page and no other: what is merely covered would be found by a search all the same.
    void drawPart(QPainter& painter, const QTextDocument& document, QPointF at) const
    {
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            const QPointF begin = at + document.documentLayout()->blockBoundingRect(block).topLeft();
            const QTextLayout* const lines = block.layout();
            for (int i = 0; i < lines->lineCount(); ++i) {
                const QTextLine line = lines->lineAt(i);
                const double middle = begin.y() + line.rect().center().y();
                if (middle >= 0 && middle < m_size.height()) line.draw(&painter, begin);
            }
        }
    }

    void drawFoot(QPainter& painter, int page) const
    {
        const double top = m_size.height() + paperDots(2);
        painter.setPen(QPen(kPaperSoft, paperDots(0.15)));
        painter.drawLine(QPointF(0, top), QPointF(m_size.width(), top));
        drawQr(painter, QPointF(0, top + paperDots(1.5)), kFootQr_mm);
        const double left = paperDots(kFootQr_mm + 3);
        const double line = paperDots(4.6);
        const auto write = [&](int row, const QFont& font, const QString& words, Qt::Alignment side) {
            painter.setFont(font);
            painter.drawText(QRectF(left, top + paperDots(1.5) + row * line, m_size.width() - left, line),
                             int(side | Qt::AlignVCenter | Qt::TextSingleLine), words);
        };
        const QString conversation = shownPlainly(m_book.conversation.id.toString()).left(60);
        write(0, paperFont(8, true), m_book.shop, Qt::AlignLeft);
        write(0, paperFont(8), tr("Page %1 of %2").arg(page + 1).arg(m_pages), Qt::AlignRight);
        write(1, paperFont(8), conversation + u"  ·  "_s + m_words.time(m_book.exportedAt), Qt::AlignLeft);
        write(2, paperFont(7, false, true), QString::fromLatin1(m_book.head.toHex()), Qt::AlignLeft);
    }

    void drawQr(QPainter& painter, QPointF at, double side_mm) const
    {
        if (m_qr.isNull()) return;
        // Modules are drawn as whole squares: an image would be smoothed on its way to the paper.
        const double module = paperDots(side_mm) / m_qr.width();
        for (int y = 0; y < m_qr.height(); ++y) {
            for (int x = 0; x < m_qr.width(); ++x) {
                if (m_qr.pixelIndex(x, y) == 1)
                    painter.fillRect(QRectF(at.x() + x * module, at.y() + y * module, module, module), Qt::black);
            }
        }
    }

    const EvidenceBook& m_book;
    const EvidenceGoOn& m_goOn;
    EvidenceWords m_words;
    std::vector<EvidenceWords::Sheet> m_sheets;
    QImage m_qr;
    QPdfWriter* m_device = nullptr;
    QSizeF m_size;  ///< of a page, less its foot
    double m_limitsTop = 0;
    std::vector<PaperPlace> m_places;
    int m_pages = 1;
};

}  // namespace

QByteArray evidencePdf(const EvidenceBook& book, const EvidenceGoOn& goOn)
{
    return EvidencePaper(book, goOn).print();
}

QImage qrImage(const QByteArray& text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char*>(text.constData()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return {};
    QImage image(code->width, code->width, QImage::Format_Mono);
    image.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x)
            image.setPixel(x, y, code->data[y * code->width + x] & 1);
    }
    return image;
}

}  // namespace tongdai
