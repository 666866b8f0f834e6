using Entente.Recruitment.Take;

namespace Entente.Recruitment.Apply;

/// <summary>A candidate as the browser sends it: the open form, and the one for staff.</summary>
public class CandidateForm
{
    public string? SubmissionId { get; set; }
    public string? Company { get; set; }
    public string? Site { get; set; }
    public string? Country { get; set; }
    public string? Type { get; set; }
    public string? Segment { get; set; }
    public string? Region { get; set; }
    public string? TheyGive { get; set; }
    public string? WeGive { get; set; }
    public string? ContactName { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactPhone { get; set; }
    public string? Words { get; set; }

    /// <summary>Of the form for staff.</summary>
    public string? Source { get; set; }

    internal CandidateInput Read() =>
        new(Company, Site, Country, Type, Segment, Region, TheyGive, WeGive, ContactName, ContactEmail, ContactPhone, Words, SubmissionId);
}

/// <summary>The open form: with consent and proof of work.</summary>
public sealed class ApplyForm : CandidateForm
{
    public bool Consent { get; set; }
    public string? Challenge { get; set; }
    public string? Answer { get; set; }

    internal ApplicationInput Application => new(Read(), Consent, Challenge, Answer);
}
