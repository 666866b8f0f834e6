using Entente.Platform.Values;

namespace Entente.Access.Roles;

internal static class RoleRefusals
{
    public static Problem MayNot => Problem.Forbidden("people.may_not", "Your role does not manage people.");

    public static Problem NoRole => Problem.NotFound("role.none", "There is no such role.");

    public static Problem NoPerson => Problem.NotFound("people.none", "There is no such person here.");

    public static Problem Stale =>
        Problem.Stale("people.stale", "Somebody changed this meanwhile. Below stands what it is now; change it again.");

    public static Problem NoName => Problem.Invalid("role.name", "name", "Give the role a name, up to 60 characters.");

    public static Problem NameTaken => Problem.Invalid("role.name_taken", "name", "Another role has this name.");

    public static Problem Empty => Problem.Invalid("role.empty", "permissions", "Choose at least one permission.");

    public static Problem Held(int people) =>
        Problem.Conflict("role.held", $"{people} {(people == 1 ? "person has" : "people have")} this role. Give them another one first.");

    public static Problem OwnersSeeAll =>
        Problem.Invalid("role.owner_scope", "role", "An owner sees every partner. Choose another role, or take the scope away.");
}
