using System.Security.Cryptography;
using System.Text;
using Entente.Crm.Port;

namespace Entente.Crm.Rules;

/// <summary>One hash per content: the same fields and links in any order hash alike, the change stamp does not count.</summary>
internal static class RecordHash
{
    public static byte[] Of(IReadOnlyDictionary<string, string?> fields, IEnumerable<CrmLink> links)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in fields.Where(f => f.Value is not null).OrderBy(f => f.Key, StringComparer.Ordinal))
            Append(text, key, value!);
        foreach (var link in links.OrderBy(l => l.To).ThenBy(l => l.Id, StringComparer.Ordinal).ThenBy(l => l.Role, StringComparer.Ordinal))
            Append(text, $"→{link.To}", link.Id, link.Role ?? "", link.Primary ? "1" : "");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Lengths stand before the parts, so that no two contents run together to one text.
    private static void Append(StringBuilder text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            text.Append(part.Length).Append(':').Append(part);
        text.Append('\n');
    }
}
