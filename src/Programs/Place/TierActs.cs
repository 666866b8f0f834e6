using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Programs.Place;

/// <summary>What a form on a partner's tier page sends; each uses some of it.</summary>
public sealed class TierForm
{
    public string? Do { get; set; }
    public string? Id { get; set; }
    public string? To { get; set; }
    public string? Criterion { get; set; }
    public string? Until { get; set; }
    public string? Reason { get; set; }
    public string? Plan { get; set; }
    public string? Reply { get; set; }
    public string? Answer { get; set; }
}

/// <summary>Which form of the page means which act.</summary>
internal sealed class TierActs(DecideProposal proposals, SteerTier steering, ShowForTier showing, AppealTier appeals)
{
    public Task<Result> Run(PartnerId partner, TierForm form, CancellationToken ct)
    {
        var id = Guid.TryParse(form.Id, out var known) ? known : Guid.Empty;
        var until = EvidenceForm.DayOf(form.Until, DateOnly.MinValue);
        return form.Do switch
        {
            "approve" or "decline" => proposals.Run(
                partner,
                Enum.TryParse<PartnerTier>(form.To, out var to) ? to : null,
                form.Do == "approve",
                form.Reason,
                ct
            ),
            "hold" => steering.Hold(partner, until, form.Reason, ct),
            "let-go" => steering.LetGo(partner, ct),
            "except" => steering.Except(partner, form.Criterion, until, form.Reason, ct),
            "end-exception" => steering.EndException(partner, id, ct),
            "plan" => steering.Plan(partner, form.Plan, ct),
            "accept" or "refuse" => showing.Judge(partner, id, form.Do == "accept", form.Reason, ct),
            "answer" => appeals.Answer(
                partner,
                id,
                form.Answer switch
                {
                    "yes" => true,
                    "no" => false,
                    _ => null,
                },
                form.Reply,
                ct
            ),
            _ => Task.FromResult<Result>(Refusals.NoProposal),
        };
    }
}
