using Entente.Access;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Crm.Connect;

/// <summary>The refusals of this room's settings.</summary>
internal static class CrmRefusals
{
    public static Problem? NotAllowed(Actor actor) =>
        actor.Kind == ActorKind.System || (actor.IsStaff && actor.May(Permissions.ManageCrm))
            ? null
            : Problem.Forbidden("crm.not_allowed", "Only those who manage the CRM connection may do this.");

    public static Problem NoConnection => Problem.NotFound("crm.no_connection", "There is no such connection.");

    public static Problem NoWrite => Problem.NotFound("crm.no_write", "This is no longer waiting: somebody has dealt with it.");

    public static Problem WrongState(string message) => Problem.Conflict("crm.wrong_state", message);

    public static Problem StaleSignIn =>
        Problem.Conflict("crm.stale_sign_in", "This sign-in was not begun here, took too long, or was used already. Begin again.");

    public static Problem Lacking(CrmKind kind, IReadOnlyList<string> rights) =>
        Problem.Conflict("crm.rights_lacking", CrmAdvice.Lacking(kind, rights).InOne);

    /// <summary>A CRM's error as a refusal of the act that met it.</summary>
    public static Problem Of(CrmKind kind, CrmError error, string field) =>
        error.Class switch
        {
            CrmErrorClass.Auth => Problem.Invalid("crm.refused", field, CrmAdvice.Of(kind, error.Code, error.Message).InOne),
            CrmErrorClass.Transient or CrmErrorClass.Throttled => new Problem(ProblemKind.Unavailable, "crm.unavailable", error.Message),
            _ => Problem.Conflict("crm.not_ready", error.Message),
        };
}
