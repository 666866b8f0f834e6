namespace Entente.Host;

/// <summary>Which installation a command means.</summary>
internal sealed record Where(string Data, string? Database)
{
    /// <summary>Null: not understood.</summary>
    public static Where? Parse(IReadOnlyList<string> words)
    {
        var where = new Where("data", null);
        for (var i = 0; i < words.Count; i += 2)
            if (i + 1 == words.Count)
                return null;
            else if (words[i] is "--data")
                where = where with { Data = words[i + 1] };
            else if (words[i] is "--database")
                where = where with { Database = words[i + 1] };
            else
                return null;
        return where;
    }
}
