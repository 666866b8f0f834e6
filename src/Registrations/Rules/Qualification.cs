namespace Entente.Registrations.Rules;

/// <summary>When a claim counts as qualified (CON-3): the one rule for whoever rules between claims. Pure.</summary>
public static class Qualification
{
    /// <summary>A lead qualifies by its first meeting, every other kind by being claimed.</summary>
    /// <param name="claimed">The claim's date.</param>
    /// <param name="met">When the first meeting was; null: none is on record.</param>
    /// <returns>Null: not qualified yet.</returns>
    public static DateTimeOffset? At(RegistrationKind kind, DateTimeOffset claimed, DateTimeOffset? met) =>
        kind is RegistrationKind.Lead ? met : claimed;
}
