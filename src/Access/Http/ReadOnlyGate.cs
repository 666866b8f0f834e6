using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Http;

/// <summary>
/// Whoever only looks sends nothing: a partner's viewer, and staff who view the portal as somebody. Stands before every page and endpoint of the
/// partner's side, so that a form added tomorrow is closed to them too; the use cases and the save itself refuse once more.
/// </summary>
internal static class ReadOnlyGate
{
    public static Refused? Refuses(HttpContext http, Endpoint endpoint, Actor actor)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return null;
        if (actor.ReadOnly)
            return Refused.ViewingAs(actor.Name);
        // A person's own affairs (sessions, signing out) are everybody's; on a shared record an address is proven, and nothing else is there to send.
        return
            PartnerRights.OnlyLooks(actor)
            && endpoint.Metadata.GetMetadata<IAccessRule>()
                is not (MembersAttribute or OpenAttribute or ByLinkAttribute { Kind: LinkKind.Share })
            ? Refused.OnlyLooks
            : null;
    }

    public static bool Hides(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NotViewedAsAttribute>() is not null;

    /// <summary>Each page that is looked at so stands in the audit, with whoever really looked.</summary>
    public static async Task Witness(HttpContext http, Actor actor)
    {
        var db = http.RequestServices.GetRequiredService<EntenteDb>();
        db.Witness(
            "partner.viewed_page",
            new("partner", actor.Partner!.Value.Value),
            ("page", null, http.Request.Path.Value),
            ("as", null, actor.Name)
        );
        await db.SaveChangesAsync(http.RequestAborted);
    }
}
