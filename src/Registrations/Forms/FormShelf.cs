using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Forms;

/// <summary>Which form is shown to whom, and what it makes of what is posted: the same for every channel.</summary>
public sealed class FormShelf(EntenteDb db, CrmApi crm)
{
    /// <summary>The narrowest published form that fits; Entente's own where there is none.</summary>
    internal async Task<FormDefinition> For(Segment segment, CancellationToken ct)
    {
        var rows = await db.Set<FormRow>()
            .AsNoTracking()
            .Where(f => f.Kind == segment.Kind && f.Published != null)
            .OrderBy(f => f.Id)
            .ToListAsync(ct);
        return Narrowest(rows.ConvertAll(f => (f.Scope, f)), segment) is { } found
            ? FormRow.Read(found.Published!)
            : FormDefinition.Default(segment.Kind);
    }

    internal static T? Narrowest<T>(IEnumerable<(FormScope Scope, T Form)> forms, Segment segment)
        where T : class => forms.Where(f => f.Scope.Fits(segment)).OrderByDescending(f => f.Scope.Narrow).FirstOrDefault().Form;

    /// <summary>What the CRM that writes go to has, by key; empty without one.</summary>
    internal async Task<IReadOnlyDictionary<string, BoundField>> Bound(CancellationToken ct) =>
        await crm.Connection(ct) is { } connection
            ? Bindable.Of(await crm.Schemas(connection.Id, ct), await crm.Mapping(connection.Id, ct))
            : new Dictionary<string, BoundField>();

    /// <summary>The form as it is shown before anything is filled in.</summary>
    /// <param name="also">Fields that were found wanting meanwhile.</param>
    internal async Task<FormSheet> Sheet(Segment segment, Policy policy, CancellationToken ct, IEnumerable<string>? also = null)
    {
        var form = await For(segment, ct);
        var demanded = Demanded(policy, segment.Kind).Union(also ?? []).ToList();
        return FormSheet.Of(form, demanded, await BoundFor(form, ct));
    }

    /// <summary>The claim that a form's post is: the form's own rules first, then the one reader of all channels.</summary>
    /// <param name="segment">As far as the sender is known.</param>
    /// <param name="demands">The policy that holds for the claim as far as it could be read.</param>
    internal async Task<Result<Claim>> Read(
        ClaimInput posted,
        Segment segment,
        string currency,
        DateOnly today,
        Func<Claim, Policy> demands,
        CancellationToken ct
    )
    {
        var form = await For(segment, ct);
        return Read(form, await BoundFor(form, ct), posted, currency, today, demands, await crm.Sites(ct));
    }

    /// <summary>All published forms at once: for files, whose rows are many. What it makes of a row is what sending it would make.</summary>
    internal async Task<FormsAtHand> AtHand(CancellationToken ct)
    {
        var rows = await db.Set<FormRow>().AsNoTracking().Where(f => f.Published != null).OrderBy(f => f.Id).ToListAsync(ct);
        var forms = rows.ConvertAll(f => (f.Scope, FormRow.Read(f.Published!)));
        var asks = forms.Exists(f => f.Item2.Fields.Any(q => !FormFields.IsOwn(q.Key)));
        return new(forms, asks ? await Bound(ct) : new Dictionary<string, BoundField>(), await crm.Sites(ct));
    }

    internal static Result<Claim> Read(
        FormDefinition form,
        IReadOnlyDictionary<string, BoundField> bound,
        ClaimInput posted,
        string currency,
        DateOnly today,
        Func<Claim, Policy> demands,
        SiteList? sites
    )
    {
        // What the policy demands may hang on the claim itself (country, amount), and then is asked whatever the form says.
        IReadOnlyCollection<string> demanded = [];
        FormReading reading;
        Result<Claim> read;
        for (var round = 0; ; round++)
        {
            var asked = demanded;
            reading = FormReader.Read(FormSheet.Of(form, asked, bound), posted);
            read = ClaimReader.Read(
                reading.Claim,
                currency,
                today,
                claim =>
                {
                    var policy = demands(claim);
                    demanded = [.. asked.Union(Demanded(policy, claim.Kind))];
                    return policy;
                },
                sites
            );
            if (demanded.Count == asked.Count || round == 3)
                break;
        }
        if (Faults.Of(read.Ok ? null : read.Problem, reading.Wrong.Count > 0 ? Refusals.Unfit(reading.Wrong) : null) is { } wrong)
            return wrong;
        return read.Value with { Custom = reading.Custom.Count > 0 ? reading.Custom : null };
    }

    internal static IReadOnlyCollection<string> Demanded(Policy policy, RegistrationKind kind)
    {
        var keys = policy.Required(kind).Select(OwnChecks.FieldName);
        return [.. kind.KnowsIncumbent() ? keys.Append(FormFields.Incumbent) : keys];
    }

    // The schema is read only for a form that asks for a field of it.
    private async Task<IReadOnlyDictionary<string, BoundField>> BoundFor(FormDefinition form, CancellationToken ct) =>
        form.Fields.All(f => FormFields.IsOwn(f.Key)) ? new Dictionary<string, BoundField>() : await Bound(ct);
}
