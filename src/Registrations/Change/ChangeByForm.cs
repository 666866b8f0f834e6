using Entente.Platform.Values;
using Entente.Registrations.Submit;

namespace Entente.Registrations.Change;

/// <summary>The form of a change does one of the three acts, and says what came of it.</summary>
public sealed class ChangeByForm(SendAgain again, AmendRegistration amend, ElevateLead elevate, ChangeQuery query)
{
    public async Task<(Problem? Problem, string Said)> Run(ChangeView view, RegisterForm form, CancellationToken ct)
    {
        if (await query.Claim(view, form, ct) is not { } claim)
            return (Refusals.NotFound, "");
        var input = new ChangeInput(view.Number, claim);
        switch (view.Mode)
        {
            case ChangeMode.SendAgain:
                var sent = await again.Run(input, ct);
                return sent.Ok ? (null, "Sent again. We look at it and answer with a reason.") : (sent.Problem, "");
            case ChangeMode.Elevate:
                return Of(await elevate.Run(input, ct), "It is a deal now, and waits for our decision.");
            default:
                return Of(await amend.Run(input, ct), "Changed.");
        }
    }

    private static (Problem?, string) Of(Result<Changed> changed, string said)
    {
        if (!changed.Ok)
            return (changed.Problem, "");
        return (null, changed.Value.Reviewed ? "We look at the change first. Until then everything stands as it was approved." : said);
    }
}
