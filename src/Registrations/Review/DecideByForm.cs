using Entente.Platform.Values;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Review;

/// <summary>The decision form, wherever it stands, does one of the three acts.</summary>
public sealed class DecideByForm(ApproveRegistration approve, RefuseRegistration refuse, AskForInfo ask, ReviewQuery query)
{
    /// <summary>What was done, in a sentence.</summary>
    /// <param name="was">The registration as it was decided on.</param>
    public async Task<string> Words(ReviewView was, ReviewForm form, CancellationToken ct)
    {
        if (form.Act == "ask")
            return $"{was.Number} {form.Done}. {was.Partner.Name} is told.";
        if (form.Act != "decline" && was.Route.Signers.Count > 0 && await query.Load(was.Number, ct) is { CanDecide: true } now)
            return $"You have signed {was.Number}. It waits for {now.Route.WaitsFor}.";
        return $"{was.Number} {form.Done}. {was.Partner.Name} is told {was.Told}.";
    }

    public Task<Result> Run(string number, ReviewForm form, CancellationToken ct) =>
        form.Act switch
        {
            "ask" => ask.Run(
                new(number, form.Version, Enum.TryParse<InfoTopic>(form.Topic, out var topic) ? topic : (InfoTopic)(-1), form.Question),
                ct
            ),
            "decline" => refuse.Run(
                new(
                    number,
                    form.Version,
                    Enum.TryParse<RefusalReason>(form.Reason, out var reason) ? reason : null,
                    !form.MayMend,
                    form.Words
                ),
                ct
            ),
            _ => approve.Run(
                new(
                    number,
                    form.Version,
                    form.Days,
                    Guid.TryParse(form.Account, out var account) ? account : null,
                    form.AcceptRuling,
                    form.Note
                ),
                ct
            ),
        };
}
