using Entente.Platform.Values;

namespace Entente.Access.Safelist;

/// <summary>A safelist as data: what is published, drafted, compared. Pure.</summary>
public static class SafelistRules
{
    /// <summary>Version 1: what every workspace starts with, by the catalogue's own words.</summary>
    public static IReadOnlyList<FieldRule> Start(IEnumerable<CatalogField> catalogue) =>
        Tidy(
            catalogue
                .GroupBy(f => (f.Object, f.Name))
                .Where(g => g.All(f => !f.Locked && f.Preset is not Visibility.Hidden))
                .Select(g => new FieldRule(g.Key.Object, g.Key.Name, new(), g.Min(f => f.Preset)))
        );

    /// <summary>One rule per field and audience (the stricter of two), in one order: equal lists mean the same.</summary>
    public static IReadOnlyList<FieldRule> Tidy(IEnumerable<FieldRule> rules) =>
        [
            .. rules
                .GroupBy(Key)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.OrderBy(r => r.Visibility).ThenBy(r => r.Who.ToString(), StringComparer.Ordinal).First()),
        ];

    /// <summary>The list with these words in place of what it said of the same fields and audiences; a null takes the word away.</summary>
    public static IReadOnlyList<FieldRule> With(
        IEnumerable<FieldRule> rules,
        IEnumerable<(string Object, string Field, Audience Who, Visibility? Word)> words
    )
    {
        var said = words.Select(w => (w.Word, Rule: new FieldRule(w.Object, w.Field, w.Who, w.Word ?? Visibility.Hidden))).ToList();
        var spoken = said.Select(s => Key(s.Rule)).ToHashSet(StringComparer.Ordinal);
        return Tidy(rules.Where(r => !spoken.Contains(Key(r))).Concat(said.Where(s => s.Word is not null).Select(s => s.Rule)));
    }

    /// <summary>What is wrong with a list, by field (<c>opportunity.margin</c>); empty when it may be published.</summary>
    public static IReadOnlyDictionary<string, string> Wrong(IEnumerable<CatalogField> catalogue, IEnumerable<FieldRule> rules)
    {
        var known = catalogue.ToLookup(f => (f.Object, f.Name));
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var name = $"{rule.Object}.{rule.Field}";
            var fields = known[(rule.Object, rule.Field)].ToList();
            if (fields.Count == 0)
                wrong[name] = "There is no such field in the catalogue.";
            else if (fields.Exists(f => f.Locked) && rule.Visibility is not Visibility.Hidden)
                wrong[name] = "This field is kept inside: it is never shown to partners.";
            else if (rule.Visibility is Visibility.Editable && fields.Exists(f => !f.Editable))
                wrong[name] = "Partners have no way to change this field. Make it visible.";
        }
        return wrong;
    }

    /// <summary>What one list changes of another, field by field and audience by audience; empty exactly when they mean the same.</summary>
    public static IReadOnlyList<SafelistChange> Diff(IEnumerable<FieldRule> before, IEnumerable<FieldRule> after)
    {
        var was = Tidy(before).ToDictionary(Key, StringComparer.Ordinal);
        var now = Tidy(after).ToDictionary(Key, StringComparer.Ordinal);
        return
        [
            .. was
                .Keys.Union(now.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Where(k => was.GetValueOrDefault(k)?.Visibility != now.GetValueOrDefault(k)?.Visibility)
                .Select(k =>
                {
                    var rule = now.GetValueOrDefault(k) ?? was[k];
                    return new SafelistChange(
                        rule.Object,
                        rule.Field,
                        rule.Who,
                        was.GetValueOrDefault(k)?.Visibility,
                        now.GetValueOrDefault(k)?.Visibility
                    );
                }),
        ];
    }

    private static string Key(FieldRule rule) => $"{rule.Object}\u001e{rule.Field}\u001e{SafelistText.Key(rule.Who)}";
}

/// <summary>One word that a version changes; null: none said.</summary>
public sealed record SafelistChange(string Object, string Field, Audience Who, Visibility? Was, Visibility? Is);
