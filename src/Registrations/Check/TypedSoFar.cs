using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Check;

/// <summary>What a form says while somebody still types it: fields that cannot be read yet are left out.</summary>
/// <param name="Claim">Null: no company is named yet.</param>
/// <param name="Wrong">What could not be read, by field.</param>
internal sealed record TypedSoFar(Claim? Claim, Problem? Wrong)
{
    public static async Task<ClaimInput> Input(HttpRequest request, CancellationToken ct)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        return new(
            Kinds.Read(form["Input.Kind"]) ?? RegistrationKind.Lead,
            form["Input.Company"],
            form["Input.Domain"],
            form["Input.Country"],
            ContactEmail: form["Input.ContactEmail"]
        );
    }

    public static async Task<TypedSoFar> Read(ClaimInput input, ClaimWorld world, DateOnly today, CancellationToken ct)
    {
        var (workspace, sites) = (await world.Workspace(ct), await world.Sites(ct));
        var first = ClaimReader.Read(input, workspace.Currency, today, sites: sites);
        if (first.Ok)
            return new(first.Value, null);
        var readable = ClaimReader.Read(Readable(input, first.Problem), workspace.Currency, today, sites: sites);
        return new(readable.Ok ? readable.Value : null, first.Problem);
    }

    private static ClaimInput Readable(ClaimInput input, Problem wrong) =>
        input with
        {
            Domain = wrong.Fields!.ContainsKey("domain") ? null : input.Domain,
            Country = wrong.Fields.ContainsKey("country") ? null : input.Country,
            ContactEmail = wrong.Fields.ContainsKey("contactEmail") ? null : input.ContactEmail,
            Amount = null,
            CloseDate = null,
            Stage = null,
            ContactName = null,
            ContactRole = null,
            Problem = null,
            Product = null,
        };
}
