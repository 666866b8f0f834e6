using System.Net;
using System.Text;
using Entente.Collaboration.Replies;

namespace Entente.Collaboration.Mime;

/// <summary>The lines of an HTML mail as they come to be.</summary>
internal sealed class HtmlPage
{
    private const int MostOpen = 2_000;

    private static readonly HashSet<string> Blocks = new(
        "p div br tr table ul ol li h1 h2 h3 h4 h5 h6 blockquote pre hr section article header footer address center dl dt dd form body fieldset figure".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Void = new(
        "br hr img meta link input col area base wbr embed source track param o:p".Split(' '),
        StringComparer.Ordinal
    );

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private readonly List<(string Tag, What Is)> _open = [];
    private int _quotes;
    private int _blanks;
    private int _preformatted;
    private int _signatures;
    private bool _quotedBelow;
    private bool _head;

    private enum What : byte
    {
        Nothing,
        Quote,
        Signature,
        Preformatted,
    }

    public bool FirstHead() => !_head && (_head = true);

    public void Words(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        var words = text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();
        foreach (var c in words)
        {
            if (_preformatted > 0 && c is '\n')
                EndLine();
            else if (_preformatted > 0)
                _line.Append(c is '\r' ? "" : c.ToString());
            else if (c is ' ' or '\n' or '\r' or '\t' or '\f')
            {
                if (_line.Length > 0 && _line[^1] != ' ')
                    _line.Append(' ');
            }
            else if (c is '\u00A0')
                _line.Append(' ');
            else if (!Hints.Is(c) && c != '\0')
                _line.Append(c);
        }
    }

    public void Open(string tag, ReadOnlySpan<char> attributes, bool closed)
    {
        if (Blocks.Contains(tag))
            Block(tag);
        switch (tag)
        {
            case "br":
                break;
            case "hr":
                _line.Append("-----");
                EndLine();
                break;
            case "li":
                _line.Append("- ");
                break;
            case "td" or "th" when _line.Length > 0 && _line[^1] != ' ':
                _line.Append(' ');
                break;
        }
        var what = Marked(tag, attributes);
        if (Void.Contains(tag) || closed || _open.Count >= MostOpen)
            return;
        if (what is What.Nothing && tag is "pre")
            what = What.Preformatted;
        _open.Add((tag, what));
        switch (what)
        {
            case What.Quote:
                EndLine();
                _quotes++;
                break;
            case What.Preformatted:
                _preformatted++;
                break;
            case What.Signature:
                Hint(Hints.Signature);
                _signatures++;
                break;
        }
    }

    public void Close(string tag)
    {
        if (Blocks.Contains(tag) && tag is not "br")
            Block("/" + tag);
        // A closing tag closes what was opened inside it and never closed; one that was never opened closes nothing.
        var at = _open.Count - 1;
        for (var looked = 0; at >= 0 && _open[at].Tag != tag; at--)
            if (++looked > 64)
                return;
        for (var last = _open.Count - 1; at >= 0 && last >= at; last--)
        {
            var what = _open[last].Is;
            if (what is What.Quote)
            {
                EndLine();
                _quotes--;
            }
            else if (what is What.Preformatted)
                _preformatted--;
            else if (what is What.Signature && --_signatures == 0)
                Hint(Hints.SignatureEnd);
            _open.RemoveAt(last);
        }
    }

    public override string ToString()
    {
        EndLine();
        return _text.ToString();
    }

    private What Marked(string tag, ReadOnlySpan<char> attributes)
    {
        if (tag is "blockquote")
            return What.Quote;
        if (attributes.Length < 6)
            return What.Nothing;
        if (Has(attributes, "gmail_attr") || Has(attributes, "moz-cite-prefix") || Has(attributes, "gmail_default_attr"))
        {
            EndLine();
            _line.Append(Hints.Attribution);
        }
        else if (
            Has(attributes, "divRplyFwdMsg")
            || Has(attributes, "OLK_SRC_BODY_SECTION")
            || Has(attributes, "yahoo_quoted")
            || Has(attributes, "protonmail_quote")
            || Has(attributes, "ms-outlook-mobile-reference-message")
            || Has(attributes, "mail-editor-reference-message-container")
            || Has(attributes, "zmail_extra")
            || Has(attributes, "tutanota_quote")
            || (Has(attributes, "border-top:solid #") && (Has(attributes, "#E1E1E1") || Has(attributes, "#B5C4DF")))
        )
        {
            if (!_quotedBelow && _quotes == 0)
                Hint(Hints.QuoteBelow);
            _quotedBelow = true;
        }
        else if (
            !_quotedBelow
            && _quotes == 0
            && (
                Has(attributes, "gmail_signature\"")
                || Has(attributes, "moz-signature")
                || Has(attributes, "id=\"Signature\"")
                || Has(attributes, "ms-outlook-mobile-signature")
                || Has(attributes, "protonmail_signature_block")
                || Has(attributes, "AppleMailSignature")
            )
        )
            return What.Signature;
        return What.Nothing;
    }

    private static bool Has(ReadOnlySpan<char> attributes, string what) => attributes.Contains(what, StringComparison.OrdinalIgnoreCase);

    private void Block(string tag)
    {
        var text = _line.Length > 0;
        if (text || tag is "br")
            EndLine();
        // Paragraphs stand apart.
        if (tag is "/p" or "/ul" or "/ol" or "/table" or "/h1" or "/h2" or "/h3" && _text.Length > 0)
            _blanks = Math.Max(_blanks, 1);
    }

    private void Hint(char hint)
    {
        EndLine();
        _text.Append('\n', _text.Length > 0 ? 1 : 0).Append(hint);
        _blanks = 0;
    }

    private void EndLine()
    {
        var line = _line.ToString().TrimEnd(' ');
        _line.Clear();
        if (line.Trim().Length == 0)
        {
            if (_text.Length > 0)
                _blanks = Math.Min(_blanks + 1, 2);
            return;
        }
        var quotes = Math.Min(_quotes, 20);
        for (var i = 0; i < _blanks; i++)
            _text.Append('\n').Append('>', quotes);
        _blanks = 0;
        if (_text.Length > 0)
            _text.Append('\n');
        if (quotes > 0)
            _text.Append('>', quotes).Append(' ');
        _text.Append(_preformatted > 0 || line[0] != ' ' ? line : line.TrimStart());
    }
}
