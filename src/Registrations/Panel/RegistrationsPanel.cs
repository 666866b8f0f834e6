using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Panel;

/// <summary>Claims inside the CRM: what waits and is decided there, what is protected until when, who else claims, the last word.</summary>
internal sealed class RegistrationsPanel(
    RecordClaims claims,
    ReviewQuery review,
    DecideByForm decide,
    PartnersApi partners,
    AccessApi access,
    Actor actor
) : IPanelSection
{
    private const int MostProtections = 3;
    private const int LastWords = 2;

    private ClaimsOfRecord? known;

    public string Name => "registrations";

    public async ValueTask<IReadOnlyList<PartnerId>> Partners(PanelRecord record, CancellationToken ct) =>
        actor.May(Permissions.ReadRegistrations) ? [.. (await Claims(record, ct)).All.Select(r => r.PartnerId)] : [];

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var all = await Claims(visit.Record, ct);
        if (!all.All.Any())
            return NoClaim;
        var names = (await partners.Cards([.. all.All.Select(r => r.PartnerId)], ct)).ToDictionary(p => p.Key, p => p.Value.Name);
        var refused = visit.Refused is { } form && form.Section == Name ? form : null;
        var waiting = all.Waiting.Count > 0 ? await review.Load((Refused(all, refused) ?? all.Waiting[0]).Number, ct) : null;
        var sections = new List<PanelSection>();
        if (waiting is not null)
            sections.Add(Waiting(waiting, all, refused, visit.Record.Root));
        if (Shown(all).Any())
            sections.Add(Protections(all, names, visit.Record.Root));
        if (await LastWord(all, names, ct) is { } last)
            sections.Add(last);
        return new()
        {
            Sections = sections,
            Facts = [Conflict(all, waiting?.Ruling, names)],
            Lines = [.. Lines(all, visit.Now)],
        };
    }

    public async ValueTask<PanelDone> Do(PanelRecord record, IFormCollection form, CancellationToken ct)
    {
        var number = form["number"].ToString();
        known = null;
        // The proof is for this record: whatever else a form names is not decided here.
        if (!(await Claims(record, ct)).All.Any(r => r.Number == number))
            return new(Refused: Refusals.NotOfRecord);
        known = null;
        var input = ReviewForm.Read(form);
        if (await review.Load(number, ct) is not { } was)
            return new(Refused: Refusals.NotOfRecord);
        var result = await decide.Run(number, input, ct);
        return result.Ok ? new(await decide.Words(was, input, ct)) : new(Refused: result.Problem);
    }

    private async Task<ClaimsOfRecord> Claims(PanelRecord record, CancellationToken ct) => known ??= await claims.Of(record, ct);

    private static PanelPart NoClaim { get; } =
        new() { Facts = [new(300, "Registration", b => b.AddContent(0, "No partner has registered this company"))] };

    private static Registration? Refused(ClaimsOfRecord all, PanelRefusedForm? refused) =>
        all.Waiting.FirstOrDefault(r => r.Number == refused?.Form["number"].ToString());

    private PanelSection Waiting(ReviewView view, ClaimsOfRecord all, PanelRefusedForm? refused, string root) =>
        new(
            100,
            content =>
            {
                content.OpenComponent<WaitingClaim>(0);
                content.AddComponentParameter(1, nameof(WaitingClaim.View), view);
                content.AddComponentParameter(
                    2,
                    nameof(WaitingClaim.Form),
                    refused is null ? new() { Act = "approve" } : ReviewForm.Read(refused.Form)
                );
                content.AddComponentParameter(
                    3,
                    nameof(WaitingClaim.Problem),
                    refused?.Problem is { Fields: not null } wrong ? wrong : null
                );
                content.AddComponentParameter(4, nameof(WaitingClaim.Decides), actor.May(Permissions.DecideRegistrations));
                content.AddComponentParameter(
                    5,
                    nameof(WaitingClaim.More),
                    all.Waiting.Where(r => r.Number != view.Number).Select(r => r.Number).ToList()
                );
                content.AddComponentParameter(6, nameof(WaitingClaim.Root), root);
                content.CloseComponent();
            }
        );

    private static PanelSection Protections(ClaimsOfRecord all, Dictionary<PartnerId, string> names, string root) =>
        new(
            200,
            content =>
            {
                content.OpenComponent<ProtectedClaims>(0);
                content.AddComponentParameter(
                    1,
                    nameof(ProtectedClaims.Claims),
                    Shown(all)
                        .Take(MostProtections)
                        .Select(r => ProtectedClaim.Of(r, names[r.PartnerId], all.Elsewhere.Contains(r)))
                        .ToList()
                );
                content.AddComponentParameter(2, nameof(ProtectedClaims.Root), root);
                content.CloseComponent();
            }
        );

    private static IEnumerable<Registration> Shown(ClaimsOfRecord all) =>
        all.Own.Where(r => r.Window is not null).Concat(all.Elsewhere).Concat(all.Asked);

    private async Task<PanelSection?> LastWord(ClaimsOfRecord all, Dictionary<PartnerId, string> names, CancellationToken ct)
    {
        var said = all.All.SelectMany(Words).OrderByDescending(s => s.At).ThenByDescending(s => s.Position).Take(LastWords).ToList();
        if (said.Count == 0)
            return null;
        var people = await access.People(said.Select(s => s.By).OfType<PersonId>(), ct);
        var words = said.Select(s => new SaidWord(
                s.By is { } who && people.TryGetValue(who, out var person) ? person.Name : names[s.Claim.PartnerId],
                s.By?.Value ?? s.Claim.PartnerId.Value,
                s.OfPartner && s.By is not null ? names[s.Claim.PartnerId] : null,
                $"{s.What}, {s.Claim.Number}",
                s.Text,
                s.At
            ))
            .ToList();
        return new(
            500,
            content =>
            {
                content.OpenComponent<LastWord>(0);
                content.AddComponentParameter(1, nameof(Panel.LastWord.Words), words);
                content.CloseComponent();
            }
        );
    }

    /// <summary>What people said with a claim's steps; what the partner wrote into the claim is the first word.</summary>
    private static IEnumerable<Said> Words(Registration r)
    {
        if (r.Problem is { Length: > 0 } need)
            yield return new(r, r.SubmittedBy, "Registration", need, r.SubmittedAt, -1, OfPartner: true);
        foreach (var s in r.Steps.Where(s => s.Text is { Length: > 0 } && s.By is not null))
            yield return new(r, s.By, s.What, s.Text!, s.At, s.Position, IsAnswer(s));
    }

    private static bool IsAnswer(RegistrationStep s) => s is { From: RegistrationState.NeedsInfo, To: RegistrationState.InReview };

    private sealed record Said(Registration Claim, PersonId? By, string What, string Text, DateTimeOffset At, int Position, bool OfPartner);

    private static PanelFact Conflict(ClaimsOfRecord all, ReviewRuling? ruling, Dictionary<PartnerId, string> names)
    {
        var claimants = all.All.Where(r => r.State.Stands(r.Protection)).Select(r => names[r.PartnerId]).Distinct().ToList();
        var words =
            ruling is { Leader: { } leader } ? $"{ruling.Left} and {ruling.Right} both claim it; the rules favour {leader}"
            : ruling is not null ? $"{ruling.Left} and {ruling.Right} both claim it; no rule separates them"
            : claimants.Count > 1 ? $"{string.Join(" and ", claimants)} claim this company"
            : null;
        return new(
            300,
            "Conflict",
            content =>
            {
                content.OpenComponent<ConflictWord>(0);
                content.AddComponentParameter(1, nameof(ConflictWord.Words), words);
                content.CloseComponent();
            }
        );
    }

    private static IEnumerable<PanelLine> Lines(ClaimsOfRecord all, DateTimeOffset now)
    {
        if (all.Waiting.Count > 0)
            yield return new(50, "Waits for a decision", string.Join(", ", all.Waiting.Select(r => r.Number)), Tone.Warn);
        if (all.Own.Concat(all.Elsewhere).FirstOrDefault(r => r.Protection.Protects()) is { ProtectedUntil: { } end } own)
        {
            var days = (int)Math.Ceiling((end - now).TotalDays);
            yield return new(
                200,
                $"Protection {own.Number}",
                $"{Format.Count(days, "day")} left",
                days <= 7 ? Tone.Bad
                    : days <= 14 ? Tone.Warn
                    : Tone.Ok
            );
        }
        foreach (var asked in all.Asked.Take(1))
            yield return new(210, asked.Number, "Waits for the partner’s answer", Tone.Info);
    }
}
