using Entente.Leads.Rules;
using Entente.Platform.Values;

namespace Entente.Leads.Model;

// What happens to a lead. Each verb leaves it in exactly one state, with offers to match: Consistent says so, and properties try every order.
internal sealed partial class Lead
{
    /// <summary>The holder is reminded so many days before it is pulled back.</summary>
    public const int RemindDays = 3;

    /// <summary>So often a silent holder is asked before staff see it.</summary>
    public const int MostNudges = 3;

    /// <summary>A lead that no job took on within this long is taken on by the sweep.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    /// <summary>Offers it. Several at once: whoever accepts first has it.</summary>
    public void Offer(IReadOnlyCollection<PartnerId> to, bool pool, LeadTimes times, DateTimeOffset due, DateTimeOffset now)
    {
        Must(LeadState.Routing);
        if (to.Count == 0 || to.Distinct().Count() != to.Count)
            throw new InvalidOperationException("An offer goes to somebody, and to nobody twice.");
        Hop++;
        (TouchDays, NudgeDays) = (times.TouchDays, times.NudgeDays);
        foreach (var partner in to)
        {
            offers.Add(LeadOffer.Of(this, partner, to.Count > 1, due, now));
            Announce(new LeadOffered(Id, partner));
        }
        Move(pool ? LeadState.Pool : LeadState.Offered, now);
    }

    /// <summary>The open offer of a partner.</summary>
    public LeadOffer? OpenTo(PartnerId partner) => offers.FirstOrDefault(o => o.PartnerId == partner && o.State is OfferState.Open);

    /// <summary>The offer by which its holder has it.</summary>
    public LeadOffer? Held => offers.SingleOrDefault(o => o.State is OfferState.Accepted);

    public void Accept(LeadOffer offer, PersonId? by, DateTimeOffset touchBy, DateTimeOffset now)
    {
        MustBeOut();
        if (offer.State is not OfferState.Open || offer.DueAt <= now)
            throw new InvalidOperationException("This offer is over.");
        offer.Answer(OfferState.Accepted, by, now);
        foreach (var other in offers.Where(o => o.State is OfferState.Open))
            other.End(OfferState.Gone, now);
        (PartnerId, HeldBy, TouchBy, Reminded, Progress, ProgressAt, Nudges) = (
            offer.PartnerId,
            by,
            touchBy,
            false,
            LeadProgress.None,
            null,
            0
        );
        Move(LeadState.Held, now);
        Announce(new LeadAccepted(Id, offer.PartnerId));
    }

    /// <summary>One of the offered says no; when nobody is left who could say yes, it goes on.</summary>
    public void Decline(LeadOffer offer, DeclineReason reason, string words, PersonId? by, DateTimeOffset now)
    {
        MustBeOut();
        if (offer.State is not OfferState.Open)
            throw new InvalidOperationException("This offer is over.");
        offer.Decline(reason, words, by, now);
        Announce(new LeadDeclined(Id, offer.PartnerId, reason));
        GoOnWhenNobodyIsLeft(now);
    }

    /// <summary>Offers whose time has passed are over. Returns them.</summary>
    public IReadOnlyList<LeadOffer> Lapse(DateTimeOffset now)
    {
        List<LeadOffer> over = [.. offers.Where(o => o.State is OfferState.Open && o.DueAt <= now)];
        if (over.Count == 0)
            return over;
        MustBeOut();
        foreach (var offer in over)
        {
            offer.End(OfferState.Lapsed, now);
            Announce(new LeadLapsed(Id, offer.PartnerId));
        }
        GoOnWhenNobodyIsLeft(now);
        return over;
    }

    /// <summary>The holder gives it back, with a reason as for a decline.</summary>
    public void GiveBack(DeclineReason reason, string words, DateTimeOffset now)
    {
        Must(LeadState.Held);
        var (offer, partner) = (Held!, PartnerId);
        offer.GiveBack(reason, words, now);
        Leave(LeadState.Routing, now);
        Announce(new LeadDeclined(Id, partner, reason));
    }

    /// <summary>No word in time: it goes on to somebody else.</summary>
    public void PullBack(DateTimeOffset now)
    {
        Must(LeadState.Held);
        if (TouchBy is not { } by || by > now)
            throw new InvalidOperationException("There is still time.");
        var partner = PartnerId;
        Held!.End(OfferState.PulledBack, now);
        Leave(LeadState.Routing, now);
        Announce(new LeadPulledBack(Id, partner));
    }

    public void Remind(DateTimeOffset now)
    {
        Must(LeadState.Held);
        Reminded = true;
        LookAt = Next(now);
    }

    public void Nudge(DateTimeOffset now)
    {
        Must(LeadState.Held);
        Nudges++;
        LookAt = Next(now);
    }

    /// <summary>The holder, or the vendor's people for a lead in-house, say how it goes. Who is not interested closes it.</summary>
    public void Report(LeadProgress progress, DateTimeOffset now)
    {
        if (State is not (LeadState.Held or LeadState.InHouse) || progress is LeadProgress.None)
            throw new InvalidOperationException("Nobody works on it.");
        (Progress, ProgressAt, TouchBy, Nudges) = (progress, now, null, 0);
        Announce(new LeadReported(Id, progress));
        if (progress is LeadProgress.NotInterested)
            Close(LeadEnd.NotInterested, "", now);
        else
            LookAt = Next(now);
    }

    /// <summary>The vendor's own people work on it. Whoever held or was offered it has it no more.</summary>
    public void KeepInHouse(string why, DateTimeOffset now)
    {
        MustBeOpen();
        Withdraw(now);
        Leave(LeadState.InHouse, now);
        Why = why;
        Announce(new LeadInHouse(Id));
    }

    /// <summary>Takes it from wherever it is, to be given on.</summary>
    public void SendOn(DateTimeOffset now)
    {
        MustBeOpen();
        Withdraw(now);
        Leave(LeadState.Routing, now);
    }

    public void Close(LeadEnd end, string why, DateTimeOffset now)
    {
        MustBeOpen();
        foreach (var open in offers.Where(o => o.State is OfferState.Open))
            open.End(OfferState.Gone, now);
        // Whoever held it still reads how it ended.
        (End, Why, ClosedAt, TouchBy) = (end, why, now, null);
        Move(LeadState.Closed, now);
        Announce(new LeadClosed(Id, end));
    }

    /// <summary>A registration came of it: that is a word, and the registration has clocks of its own.</summary>
    public void Registered(string number, DateTimeOffset now)
    {
        Must(LeadState.Held);
        Registration = number;
        Report(LeadProgress.Qualified, now);
    }

    /// <summary>Whether state, holder and offers say the same.</summary>
    public bool Consistent
    {
        get
        {
            var open = offers.Count(o => o.State is OfferState.Open);
            var accepted = offers.Count(o => o.State is OfferState.Accepted);
            return State switch
            {
                LeadState.Routing or LeadState.InHouse => open == 0 && accepted == 0 && PartnerId == default,
                LeadState.Offered or LeadState.Pool => open > 0 && accepted == 0 && PartnerId == default,
                LeadState.Held => open == 0 && accepted == 1 && PartnerId == Held!.PartnerId,
                _ => open == 0 && accepted <= 1 && PartnerId == (Held?.PartnerId ?? default),
            };
        }
    }

    private void GoOnWhenNobodyIsLeft(DateTimeOffset now)
    {
        if (offers.Any(o => o.State is OfferState.Open))
            LookAt = Next(now);
        else
            Move(LeadState.Routing, now);
    }

    private void Withdraw(DateTimeOffset now)
    {
        foreach (var offer in offers.Where(o => o.State is OfferState.Open or OfferState.Accepted))
            offer.End(OfferState.Gone, now);
    }

    private void Leave(LeadState to, DateTimeOffset now)
    {
        (PartnerId, HeldBy, TouchBy, Reminded, Progress, ProgressAt, Nudges) = (default, null, null, false, LeadProgress.None, null, 0);
        Move(to, now);
    }

    private void Move(LeadState to, DateTimeOffset now)
    {
        (State, Since) = (to, now);
        LookAt = Next(now);
    }

    private DateTimeOffset? Next(DateTimeOffset now) =>
        State switch
        {
            LeadState.Routing => now + Overdue,
            LeadState.Offered or LeadState.Pool => offers.Where(o => o.State is OfferState.Open).Min(o => (DateTimeOffset?)o.DueAt),
            LeadState.Held when TouchBy is { } by => Reminded || RemindAt(by) <= Since ? by : RemindAt(by),
            LeadState.Held when Registration is null && Nudges < MostNudges => ProgressAt!.Value.AddDays(NudgeDays * (Nudges + 1)),
            _ => null,
        };

    /// <summary>When its holder is reminded; a deadline so short is not announced once more.</summary>
    public static DateTimeOffset RemindAt(DateTimeOffset touchBy) => touchBy.AddDays(-RemindDays);

    private void MustBeOut()
    {
        if (State is not (LeadState.Offered or LeadState.Pool))
            throw new InvalidOperationException($"It is not offered: {State}.");
    }

    private void MustBeOpen()
    {
        if (State is LeadState.Closed)
            throw new InvalidOperationException("It is closed.");
    }

    private void Must(LeadState state)
    {
        if (State != state)
            throw new InvalidOperationException($"It is {State}, not {state}.");
    }
}
