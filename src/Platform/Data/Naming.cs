using System.Text;

namespace Entente.Platform.Data;

/// <summary>Names of tables and columns: snake case.</summary>
public static class Naming
{
    /// <summary><c>LeaseUntil</c> → <c>lease_until</c>; runs of capitals count as one word.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord =
                char.IsUpper(name[i])
                && i > 0
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
