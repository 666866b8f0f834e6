namespace Entente.Access.Rules;

/// <summary>A role as somebody writes it.</summary>
public sealed record RoleText(string Name, IReadOnlyList<string> Permissions, DataScope Scope);

/// <summary>What saving would change of a role, for whoever reads it before it counts.</summary>
/// <param name="Lost">Permissions that count for nobody because the role has a scope, which narrows only some.</param>
public sealed record RoleChange(
    string? Renamed,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    (DataScope Was, DataScope Is)? Scope,
    IReadOnlyList<string> Lost
)
{
    public bool IsNone => Renamed is null && Added.Count == 0 && Removed.Count == 0 && Scope is null;

    /// <param name="was">Null: the role is new.</param>
    public static RoleChange Between(RoleText? was, RoleText now)
    {
        var (before, after) = (was?.Permissions ?? [], now.Permissions);
        var scope = was?.Scope ?? DataScope.Everything;
        return new(
            was is not null && was.Name != now.Name ? was.Name : null,
            [.. after.Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. before.Except(after, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            scope.Same(now.Scope) ? null : (scope, now.Scope),
            now.Scope.IsEverything
                ? []
                :
                [
                    .. after
                        .Where(p => !Access.Permissions.Narrowable.Contains(p))
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ]
        );
    }
}
