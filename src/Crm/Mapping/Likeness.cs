using System.Text;

namespace Entente.Crm.Mapping;

/// <summary>How alike two names of fields are, 0 to 100, whatever their case, separators and the CRM's suffixes. Pure.</summary>
internal static class Likeness
{
    private static readonly HashSet<string> Noise = ["hs", "c", "the", "of", "is", "crm", "entente"];

    // csharpier-ignore - a table
    private static readonly Dictionary<string, string> Same = new()
    {
        ["mail"] = "email", ["telephone"] = "phone", ["tel"] = "phone", ["url"] = "website", ["web"] = "website", ["job"] = "title",
        ["reg"] = "registration", ["no"] = "number", ["num"] = "number", ["nr"] = "number", ["end"] = "until", ["expiry"] = "until",
        ["expires"] = "until", ["start"] = "from", ["begin"] = "from", ["reseller"] = "partner", ["level"] = "tier", ["nation"] = "country",
        ["town"] = "city", ["value"] = "amount", ["state"] = "status", ["surname"] = "last", ["close"] = "closing",
    };

    public static int Of(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        if (a.Count == 0 || b.Count == 0)
            return 0;
        if (a.SetEquals(b))
            return 100;
        // Written together: closedate, hubspotownerid.
        if (string.Concat(a.Order(StringComparer.Ordinal)) == string.Concat(b.Order(StringComparer.Ordinal)) || Run(one) == Run(other))
            return 95;
        var shared = a.Intersect(b).Count();
        return shared * 90 / (a.Count + b.Count - shared);
    }

    private static string Run(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary><c>Deal_RegNumber__c</c> and <c>deal reg. number</c> have the same words.</summary>
    public static HashSet<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var humps = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (humps || !char.IsLetterOrDigit(name[i]))
                Take();
            if (char.IsLetterOrDigit(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }
        Take();
        return [.. words.Where(w => !Noise.Contains(w)).Select(w => Same.GetValueOrDefault(w, w))];

        void Take()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
