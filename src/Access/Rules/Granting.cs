using Entente.Platform.Values;

namespace Entente.Access.Rules;

/// <summary>Who may give which rights to whom: nobody gives, or takes from somebody, what they do not have themselves; an owner always stays.</summary>
public static class Granting
{
    /// <param name="mine">What whoever gives may do.</param>
    /// <param name="given">What the other person, or the role, is given on top of what they have.</param>
    public static Problem? Lacks(IReadOnlySet<string> mine, IEnumerable<string> given)
    {
        var lacking = given.Where(p => !mine.Contains(p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return lacking.Count == 0
            ? null
            : Problem.Invalid(
                "role.not_yours",
                "role",
                $"You cannot give what you do not have: {string.Join(", ", lacking.Select(PermissionWords.Of))}."
            );
    }

    /// <summary>May somebody change what another person is here?</summary>
    /// <param name="theirs">What the other may do now.</param>
    public static Problem? Above(IReadOnlySet<string> mine, IReadOnlySet<string> theirs) =>
        theirs.IsSubsetOf(mine)
            ? null
            : Problem.Forbidden("role.above_you", "This person may do more than you. Somebody with the same rights has to change them.");

    /// <param name="isOwner">Whether whoever changes it is an owner.</param>
    public static Problem? Ownership(bool isOwner, bool wasOwner, bool becomesOwner) =>
        isOwner || wasOwner == becomesOwner
            ? null
            : Problem.Forbidden("role.owners_only", "Only an owner makes somebody an owner, or takes it from them.");

    /// <param name="others">Owners besides this one who are active.</param>
    public static Problem? LastOwner(bool wasOwner, bool staysOwner, int others) =>
        wasOwner && !staysOwner && others == 0
            ? Problem.Conflict("role.last_owner", "This is the last owner. Make somebody else an owner first.")
            : null;

    /// <param name="others">Admins of the partner besides this one who are active.</param>
    public static Problem? LastAdmin(bool wasAdmin, bool staysAdmin, int others) =>
        wasAdmin && !staysAdmin && others == 0
            ? Problem.Conflict("team.last_admin", "This is the last admin of your company. Make a colleague an admin first.")
            : null;
}
