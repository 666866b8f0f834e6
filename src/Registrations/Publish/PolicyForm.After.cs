using Entente.Registrations.Rules;

namespace Entente.Registrations.Publish;

// What holds after the first decision; as typed.
public sealed partial class PolicyForm
{
    public string? UndoSeconds { get; set; }
    public string? AmountPercent { get; set; }
    public string? MendDays { get; set; }
    public string? ExtendMost { get; set; }
    public string? ExtendDays { get; set; }
    public string? FreshDays { get; set; }
    public string? WithinDays { get; set; }
    public string? PostponeDays { get; set; }
    public string? QuietDays { get; set; }
    public string? WarnDays { get; set; }
    public string? ReclaimDays { get; set; }
    public string? DecayDays { get; set; }
    public string? DecayTakes { get; set; }
    public string? DecayWarnDays { get; set; }
    public string? AppealDays { get; set; }
    public string? AppealHours { get; set; }
    public string? OpportunityHours { get; set; }
    public string? FollowUpHours { get; set; }
    public string? QuotaBase { get; set; }
    public string? QuotaMore { get; set; }
    public string? QuotaLookBack { get; set; }

    private PolicyForm After(Policy policy)
    {
        UndoSeconds = Text(policy.Undo.Seconds);
        (AmountPercent, MendDays) = (Text(policy.Changes.AmountPercent), Text(policy.Changes.MendDays));
        (ExtendMost, ExtendDays) = (Text(policy.Extending.Most), Text(policy.Extending.Days));
        (FreshDays, WithinDays) = (Text(policy.Extending.FreshDays), Text(policy.Extending.WithinDays));
        PostponeDays = Text(policy.Extending.PostponeDays);
        (QuietDays, WarnDays) = (Text(policy.Silence.QuietDays), Text(policy.Silence.WarnDays));
        (DecayDays, DecayTakes) = (Text(policy.Decay.Rule.Days), Text(policy.Decay.Rule.Takes));
        DecayWarnDays = Text(policy.Decay.WarnDays);
        ReclaimDays = Text(policy.Silence.ReclaimDays);
        (AppealDays, AppealHours) = (Text(policy.Appeals.WindowDays), Text(policy.Appeals.AnswerHours));
        (OpportunityHours, FollowUpHours) = (Text(policy.Promises.OpportunityHours), Text(policy.Promises.FollowUpHours));
        (QuotaBase, QuotaMore) = (Text(policy.Quota.Base), Text(policy.Quota.PerTenPercent));
        QuotaLookBack = Text(policy.Quota.LookBackDays);
        return this;
    }

    private Policy ReadAfter(Policy policy) =>
        policy with
        {
            Undo = new(Figure(UndoSeconds)),
            Changes = new(Figure(AmountPercent), Figure(MendDays)),
            Extending = new(Figure(ExtendMost), Figure(ExtendDays), Figure(FreshDays), Figure(WithinDays), Figure(PostponeDays)),
            Silence = new(Figure(QuietDays), Figure(WarnDays), Figure(ReclaimDays)),
            Decay = new(new(Figure(DecayDays), Figure(DecayTakes)), Figure(DecayWarnDays)),
            Appeals = new(Figure(AppealDays), Figure(AppealHours)),
            Promises = new(Figure(OpportunityHours), Figure(FollowUpHours)),
            Quota = new(Figure(QuotaBase), Figure(QuotaMore), Figure(QuotaLookBack)),
        };
}
