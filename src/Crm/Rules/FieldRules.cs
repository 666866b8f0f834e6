using Entente.Crm.Port;

namespace Entente.Crm.Rules;

/// <summary>One field, three ways.</summary>
/// <param name="Agreed">What both sides last agreed on; before a write is confirmed, what the CRM held when it was sent.</param>
/// <param name="Confirmed">The CRM has shown what it made of our last write: that is then <paramref name="Agreed"/>.</param>
/// <param name="Ours">What Entente last wrote, decided at <paramref name="OursAt"/>.</param>
/// <param name="Theirs">What the CRM holds, changed at <paramref name="TheirsAt"/> at the latest; on our clock.</param>
internal sealed record FieldSides(
    string? Agreed,
    bool Confirmed,
    string? Ours,
    DateTimeOffset OursAt,
    string? Theirs,
    DateTimeOffset TheirsAt
);

internal enum FieldVerdict
{
    /// <summary>Nobody changed it since they agreed.</summary>
    Agree,

    /// <summary>The CRM's value stands.</summary>
    Take,

    /// <summary>Entente's value is written to the CRM again.</summary>
    Push,
}

/// <param name="Conflict">Somebody's change is lost by it: worth a line in the log.</param>
internal sealed record FieldRuling(FieldVerdict Verdict, bool Conflict)
{
    public static FieldRuling Agree { get; } = new(FieldVerdict.Agree, false);
}

/// <summary>Whose value stands when a field differs from what Entente wrote. Pure.</summary>
internal static class FieldRules
{
    /// <summary>Who owns a field where the admin has set nothing: Entente its own fields and its notes, the CRM all others.</summary>
    public static FieldOwner Default(CrmObject kind, string field) =>
        kind == CrmObject.Note || EntenteFields.Of(kind).Any(f => f.Name == field) ? FieldOwner.Entente : FieldOwner.Crm;

    public static FieldRuling Of(FieldOwner owner, FieldSides s)
    {
        if (s.Ours == s.Theirs || (s.Confirmed && s.Theirs == s.Agreed))
            return FieldRuling.Agree;
        var bothChanged = !s.Confirmed && s.Theirs != s.Agreed;
        return OursStands(owner, s) ? new(FieldVerdict.Push, s.Theirs != s.Agreed) : new(FieldVerdict.Take, bothChanged);
    }

    /// <summary>Whether a write may put this field into a record that exists.</summary>
    /// <param name="theirs">What stands there now, changed at <paramref name="theirsAt"/> at the latest.</param>
    public static bool MayWrite(FieldOwner owner, string? theirs, DateTimeOffset theirsAt, DateTimeOffset oursAt) =>
        owner switch
        {
            FieldOwner.Entente => true,
            FieldOwner.Newest => oursAt > theirsAt,
            FieldOwner.OnlyIfEmpty => theirs is null,
            _ => false,
        };

    /// <summary>Why it comes out so, for whoever looks.</summary>
    public static string Why(FieldOwner owner) =>
        owner switch
        {
            FieldOwner.Entente => "Entente decides this field: a change in the CRM is written over.",
            FieldOwner.Newest => "Whoever changed it last wins; at the same instant the CRM.",
            FieldOwner.OnlyIfEmpty => "Entente fills it when it is empty and leaves everything else.",
            _ => "The CRM decides this field: Entente fills it when it makes the record, and follows from then on.",
        };

    private static bool OursStands(FieldOwner owner, FieldSides s) =>
        owner switch
        {
            FieldOwner.Entente => true,
            FieldOwner.Newest => s.OursAt > s.TheirsAt,
            FieldOwner.OnlyIfEmpty => s.Theirs is null,
            _ => false,
        };
}
