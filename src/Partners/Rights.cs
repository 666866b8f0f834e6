using Entente.Access;
using Entente.Platform.Tenancy;

namespace Entente.Partners;

/// <summary>Who may change partners: staff whose role includes it, and Entente itself.</summary>
internal static class Rights
{
    public static bool MayManage(Actor actor) => actor.Kind is ActorKind.System || actor.May(Permissions.ManagePartners);
}
