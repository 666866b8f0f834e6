using System.Net;
using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>
/// The text of an HTML mail. It is only read: nothing is run, loaded or shown as HTML. Marks what mail programs mark: quotes by <c>&gt;</c>,
/// signatures and the start of what is answered by <see cref="Replies.Hints"/>. One pass, no recursion, whatever the nesting.
/// </summary>
internal static class HtmlText
{
    /// <summary>The character set that the page's own head names.</summary>
    public static string? Charset(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2_048)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var name = string.Concat(
            head.Skip(at + 8).SkipWhile(c => c is '"' or '\'' or ' ').TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        );
        return name.Length == 0 ? null : name;
    }

    public static string Read(string html)
    {
        var page = new HtmlPage();
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0)
            {
                page.Words(html.AsSpan(at));
                break;
            }
            page.Words(html.AsSpan(at, open - at));
            at = Tag(html, open, page);
        }
        return page.ToString();
    }

    // What begins with < and is no tag is text.
    private static int Tag(string html, int open, HtmlPage page)
    {
        if (open + 1 >= html.Length)
        {
            page.Words("<");
            return html.Length;
        }
        var next = html[open + 1];
        if (html.AsSpan(open).StartsWith("<!--"))
        {
            var end = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }
        if (next is '!' or '?')
        {
            var end = html.IndexOf('>', open);
            return end < 0 ? html.Length : end + 1;
        }
        var closing = next is '/';
        var name = open + (closing ? 2 : 1);
        if (name >= html.Length || !char.IsAsciiLetter(html[name]))
        {
            page.Words("<");
            return open + 1;
        }
        var nameEnd = name;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] is ':' or '-'))
            nameEnd++;
        var tagEnd = End(html, nameEnd);
        var tag = html[name..Math.Min(nameEnd, name + 20)].ToLowerInvariant();
        if (closing)
            page.Close(tag);
        else
        {
            var attributes = html.AsSpan(nameEnd, Math.Min(tagEnd - nameEnd, 2_000));
            page.Open(tag, attributes, html[Math.Max(0, tagEnd - 1)] is '/');
            if (
                tag
                is "script"
                    or "style"
                    or "title"
                    or "head"
                    or "xml"
                    or "template"
                    or "svg"
                    or "math"
                    or "object"
                    or "noscript"
                    or "textarea"
            )
                return Skip(html, tagEnd, tag, page);
        }
        return Math.Min(html.Length, tagEnd + 1);
    }

    private static int Skip(string html, int from, string tag, HtmlPage page)
    {
        page.Close(tag);
        // A second head is none; looking for the end of each would make a page of heads slow.
        if (tag is "head" && !page.FirstHead())
            return Math.Min(html.Length, from + 1);
        var end = html.IndexOf("</" + tag, from, StringComparison.OrdinalIgnoreCase);
        // A head that is never closed ends where the body begins.
        var body = tag is "head" ? html.IndexOf("<body", from, StringComparison.OrdinalIgnoreCase) : -1;
        if (end < 0 || (body >= 0 && body < end))
            return body >= 0 ? body
                : tag is "head" ? Math.Min(html.Length, from + 1)
                : html.Length;
        var close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    private static int End(string html, int at)
    {
        var start = at;
        var most = Math.Min(html.Length, at + 20_000);
        var quote = '\0';
        for (; at < most; at++)
        {
            var c = html[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && html[at - 1] is '=' or ' ')
                quote = c;
            else if (c is '>')
                return at;
        }
        // A quote that never ends: the first bracket after all.
        var plain = html.IndexOf('>', start);
        return plain < 0 ? html.Length : plain;
    }
}
