namespace Entente.Conflicts.Rules;

/// <summary>A complaint about a claim that nobody has answered yet.</summary>
/// <param name="Claim">What it is about; it may have ended.</param>
internal sealed record ComplaintFact(Guid Id, string Number, ComplaintReason Reason, ClaimFact Claim);

/// <summary>
/// A complaint about a claim is a signal where somebody else is there too: another partner's claim that stands, or an open deal that is not its own.
/// Alone it is a complaint and no more. Pure, and the same in whatever order the facts are listed.
/// </summary>
internal static class ComplaintSignals
{
    public static IEnumerable<Signal> Of(
        IEnumerable<ComplaintFact> complaints,
        List<ClaimFact> claims,
        List<DealFact> deals,
        string company
    ) =>
        from complaint in complaints.OrderBy(c => c.Id)
        let own = complaint.Claim
        let rival = claims.Where(c => c.Partner != own.Partner).OrderBy(c => c.ClaimedAt).ThenBy(c => c.Id).FirstOrDefault()
        let deal = deals
            .Where(d => d.Id != own.Deal && d.Partners.All(p => p.Partner != own.Partner))
            .OrderByDescending(d => d.IsDirect)
            .ThenBy(d => d.CreatedAt)
            .ThenBy(d => d.Id)
            .FirstOrDefault()
        where rival is not null || deal is not null
        select new Signal(
            Kind(complaint, rival, deal),
            SignalCode.FairnessComplaint,
            Key(complaint.Id),
            $"{own.PartnerName} complains with {complaint.Number} about {own.Number} on {company}: {complaint.Reason.Words().ToLowerInvariant()}.",
            [
                new(own.Number, $"Claimed {Signals.Day(own.ClaimedAt)}"),
                rival is not null
                    ? new(rival.Number, $"Claimed {Signals.Day(rival.ClaimedAt)}")
                    : new(deal!.Name, $"Opened {Signals.Day(deal.CreatedAt)}"),
            ]
        );

    public static string Key(Guid complaint) => $"complaint:{complaint:N}";

    // Who says that a rep went direct is beside a direct deal, if there is one, and not beside whoever else claims it.
    private static ConflictKind Kind(ComplaintFact complaint, ClaimFact? rival, DealFact? deal) =>
        deal is { IsDirect: true } && (rival is null || complaint.Reason is ComplaintReason.WentDirect)
            ? ConflictKind.Vertical
            : Signals.Between(complaint.Claim.Motion, rival?.Motion ?? deal!.Partners[0].Motion);
}
