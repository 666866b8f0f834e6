namespace Entente.Registrations.Rules;

/// <summary>What a version changed: a sentence that was and one that is; one of the two is null where it is new or gone.</summary>
public sealed record PolicyChange(PolicyChapter Chapter, string? Was, string? Is);

/// <summary>Two policies compared sentence by sentence. Empty exactly when they mean the same.</summary>
internal static class PolicyDiff
{
    public static IReadOnlyList<PolicyChange> Between(Policy before, Policy after)
    {
        var (was, now) = (PolicyWords.Of(before), PolicyWords.Of(after));
        var old = was.DistinctBy(s => s.Key).ToDictionary(s => s.Key, StringComparer.Ordinal);
        var changes = new List<PolicyChange>();
        foreach (var sentence in now)
        {
            var earlier = old.GetValueOrDefault(sentence.Key);
            if (earlier?.Text != sentence.Text)
                changes.Add(new(sentence.Chapter, earlier?.Text, sentence.Text));
        }
        var kept = now.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        changes.AddRange(was.Where(s => !kept.Contains(s.Key)).Select(s => new PolicyChange(s.Chapter, s.Text, null)));
        // The first rule that fits decides, so their order is part of what a policy says.
        if (Order(before, kept) is var a && Order(after, [.. old.Keys]) is var b && a != b)
            changes.Add(new(PolicyChapter.Segments, $"The rules’ order: {a}.", $"The rules’ order: {b}."));
        return [.. changes.OrderBy(c => c.Chapter)];
    }

    private static string Order(Policy policy, HashSet<string> shared) =>
        string.Join(", ", policy.Rules.Where(r => shared.Contains("rule:" + r.Name)).Select(r => $"“{r.Name}”"));
}
