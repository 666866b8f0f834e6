using Entente.Sandbox.Pages;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>
/// Links as HubSpot has them, to an account (<c>/contacts/4411</c>) and to a record (<c>/contacts/4411/record/0-3/300…</c>), which lead to
/// the sandbox's pages.
/// </summary>
internal static class RecordLinks
{
    /// <summary>An account is named by digits too few for a contact's id.</summary>
    private const string Portal = "{portal:long:max(9999999999)}";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet($"/contacts/{Portal}", () => Results.Redirect("/deals"));
        pages.MapGet($"/contacts/{Portal}/record/{{type}}/{{id:long}}", Open);
    }

    private static IResult Open(string type, long id, CrmStore store) =>
        ObjectTypes.Parse(type) is Kind.Deal or Kind.Company or Kind.Contact && store.Find(id) is { Archived: false } record
            ? Results.Redirect($"/{Show.Plural(record.Kind)}/{record.Id}")
            : Results.NotFound();
}
