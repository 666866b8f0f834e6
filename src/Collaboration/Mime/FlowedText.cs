using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>
/// <c>format=flowed</c> (RFC 3676): a line that ends with a space goes on in the next one of the same quote depth. DelSp: that space was only
/// added for the line.
/// </summary>
internal static class FlowedText
{
    public static string Join(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var (flowing, depth) = (false, 0);
        var at = 0;
        while (at <= text.Length)
        {
            var end = text.IndexOf('\n', at);
            var line = text.AsSpan(at, (end < 0 ? text.Length : end) - at).TrimEnd('\r');
            var quotes = 0;
            while (quotes < line.Length && line[quotes] is '>')
                quotes++;
            var body = line[quotes..];
            // Space-stuffing.
            if (body.Length > 0 && body[0] == ' ')
                body = body[1..];
            var signature = body is "-- ";
            if (!flowing || depth != quotes || signature)
            {
                if (at > 0)
                    result.Append('\n');
                if (quotes > 0)
                    result.Append('>', quotes).Append(' ');
            }
            flowing = body.Length > 0 && body[^1] == ' ' && !signature;
            depth = quotes;
            result.Append(flowing && deleteSpace ? body[..^1] : body);
            if (end < 0)
                break;
            at = end + 1;
        }
        return result.ToString();
    }
}
