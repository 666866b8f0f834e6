using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Status;
using Entente.Registrations.Submit;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Talk;

/// <summary>A claim by chat: the published form asks for it, and the use case of every other intake takes it, as whoever sends it.</summary>
internal sealed class ClaimsByChat(
    EntenteDb db,
    Actor actor,
    ClaimWorld world,
    FormShelf forms,
    SubmitRegistration submit,
    StatusQuery status,
    Workspaces workspaces
) : IChatClaims
{
    private const string Consent = "consent";
    private const int MostOwn = 11;

    public async Task<Result<ChatForm>> Form(bool lead, PartnerId? partner, IReadOnlyCollection<string> also, CancellationToken ct)
    {
        if ((actor.Kind is ActorKind.Partner ? Partnering.MayNot(actor, PartnerRights.Register) : null) is { } forbidden)
            return forbidden;
        if ((actor.Kind is ActorKind.Partner ? actor.Partner : partner) is not { } claimant)
            return Refusals.PartnersOnly;
        var (kind, asked) = (Kind(lead), also.ToHashSet(StringComparer.Ordinal));
        var lacking = asked.Count == 0 ? null : Problem.Invalid("form", "", asked.ToDictionary(a => a, _ => ""));
        var terms = await RegisterTerms.Load(world, forms, kind, claimant, ct, lacking);
        // A condition cannot be looked at while somebody fills in a modal: what hangs on one is asked for when it turns out to be needed.
        var questions = terms
            .Sheet.Sections.SelectMany(s => s.Questions.Where(q => s.When is null || asked.Contains(q.Key)))
            .Where(q => q.Mode is not (FieldMode.Hidden or FieldMode.Locked));
        var vendor = (await workspaces.Get(actor.Workspace, ct)).Name;
        return new ChatForm(
            $"Register {kind.Some()}",
            [.. questions.Select(q => Field(q, terms.Currency)), new(Consent, ConsentWording.Of(vendor), null, false, ChatFieldKind.Tick)]
        );
    }

    public async Task<Result<ChatReceipt>> Send(
        bool lead,
        PartnerId? partner,
        IReadOnlyDictionary<string, string> fields,
        string submission,
        CancellationToken ct
    )
    {
        var values = fields.Where(f => f.Value.Length > 0).ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal);
        var claim = FormFields.With(new ClaimInput(Kind(lead)), values) with { Consent = values.GetValueOrDefault(Consent) == "true" };
        var sent = await submit.Run(new(claim, submission, actor.Kind is ActorKind.Partner ? null : partner), ct);
        if (!sent.Ok)
            return sent.Problem;
        var receipt = sent.Value;
        // What a partner reads of it passes the safelist, their own words too.
        var shown = actor.Kind is ActorKind.Partner ? await status.Load(receipt.Number, ct) : null;
        var due = actor.Kind is ActorKind.Partner ? shown?.Due : receipt.DueAt;
        var zone = (await workspaces.Get(actor.Workspace, ct)).TimeZone;
        return new ChatReceipt(
            receipt.Id.Subject,
            receipt.Number,
            shown?.Company ?? claim.Company ?? "",
            due is { } by
                    ? $"A decision, with the reason, by {Words.Moment(by, zone)}. If we need something from you, our clock stands still until you answer. A mail with a link to follow it is on its way."
                : receipt.Asked
                    ? "Before we decide we need something that chat cannot carry: a mail that says what, with a link to add it, is on its way."
                : "A mail with a link to follow it is on its way."
        );
    }

    public async Task<IReadOnlyList<ChatDeal>> Own(string? number, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Partner })
            return [];
        var numbers = await db.Set<Registration>()
            .Where(r => number == null || r.Number == number)
            .OrderBy(r =>
                r.State == RegistrationState.Won
                || r.State == RegistrationState.Lost
                || r.State == RegistrationState.Declined
                || r.State == RegistrationState.Rejected
                || r.State == RegistrationState.Withdrawn
            )
            .ThenByDescending(r => r.SubmittedAt)
            .Take(MostOwn)
            .Select(r => r.Number)
            .ToListAsync(ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/portal/deals";
        var own = new List<ChatDeal>();
        foreach (var one in numbers)
            if (await status.Load(one, ct) is { } view)
                own.Add(new(view.Number, view.Company ?? "", view.StateWords, view.Next, $"{root}/{view.Number}"));
        return own;
    }

    private static RegistrationKind Kind(bool lead) => lead ? RegistrationKind.Lead : RegistrationKind.Deal;

    private static ChatField Field(Question q, string currency)
    {
        var (kind, options) = q.Bound is { } bound ? OfCrm(bound) : Own(q.Key);
        var hint = q.Help ?? (q.Key == FormFields.Amount ? $"In {currency}." : null);
        return new(q.Key, q.Label, hint, q.Required, kind) { Options = options, Value = q.Field.Default };
    }

    private static (ChatFieldKind, IReadOnlyList<(string, string)>) OfCrm(BoundField bound) =>
        bound.Type switch
        {
            CrmFieldType.Choice => (ChatFieldKind.Choice, bound.Options),
            CrmFieldType.MultiChoice => (ChatFieldKind.Choices, bound.Options),
            CrmFieldType.Boolean => (ChatFieldKind.Choice, [("true", "Yes"), ("false", "No")]),
            CrmFieldType.LongText => (ChatFieldKind.Text, []),
            CrmFieldType.Date => (ChatFieldKind.Date, []),
            _ => (ChatFieldKind.Line, []),
        };

    private static (ChatFieldKind, IReadOnlyList<(string, string)>) Own(string key) =>
        key switch
        {
            FormFields.Country => (ChatFieldKind.Choice, Of(RegisterForm.Countries)),
            FormFields.Stage => (ChatFieldKind.Choice, Of(RegisterForm.Stages)),
            FormFields.Incumbent => (ChatFieldKind.Choice, Of(RegisterForm.Incumbents)),
            FormFields.SecondRole => (ChatFieldKind.Choice, Of(RegisterForm.SecondRoles)),
            FormFields.Problem => (ChatFieldKind.Text, []),
            FormFields.CloseDate => (ChatFieldKind.Date, []),
            _ => (ChatFieldKind.Line, []),
        };

    private static IReadOnlyList<(string, string)> Of(IReadOnlyList<Option> options) => [.. options.Select(o => (o.Value, o.Label))];
}
