using Entente.Platform.Privacy;

namespace Entente.Recruitment.Privacy;

/// <summary>What recruitment holds of people: the applicant, and words about the company.</summary>
internal sealed class RecruitmentPersonalData : IPersonalData
{
    public string Room => "Recruitment";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("candidate", "Candidates")
        {
            Groups =
            [
                new()
                {
                    Address = "contact_email",
                    Phone = "contact_phone",
                    Name = "contact_name",
                },
            ],
            Words = "company site they_give we_give words outward",
            Shown = "received_at consent_at",
            Subject = CandidateId.Kind,
            Stays = "Which company it was, what it offered, and what was decided.",
            Nothing =
            [
                ("the company and its market", "number domain host country type segment region"),
                ("where it stands", "state source reason submission_id"),
            ],
        },
        new("candidate_step", "Histories of candidates")
        {
            Words = "why",
            Shown = "at",
            Stays = "What was decided when.",
            Nothing = [("where it stood", "from to")],
        },
        new("candidate_score", "Scores of candidates")
        {
            Words = "note",
            Shown = "at",
            Subject = "candidate_score",
            Stays = "The score.",
            Nothing = [("which criterion", "criterion")],
        },
        new("recruitment_rules", "Rules for recruitment")
        {
            Words = "json note",
            Shown = "published_at",
            Subject = "recruitment_rules",
            Stays = "What was published.",
        },
    ];
}

/// <summary>Who applied and was not taken, or never answered, is forgotten after a time.</summary>
internal sealed class RecruitmentRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        Contacts(
            "recruitment.contacts",
            "Contacts of applications that came to nothing",
            "Of candidates that were declined, joined another application or were partners already the contact’s name, address and phone go, here and in the audit. The company stays.",
            365,
            "t.state in ('Declined', 'Joined', 'Routed') and t.since < $2"
        ),
        Contacts(
            "recruitment.undecided",
            "Contacts of candidates that nobody decided",
            "Of candidates that are new, wait or were put off, and with which nothing happened for so long, the contact’s name, address and phone go, here and in the audit. One with a day to look again is kept until after that day. The company stays.",
            730,
            """
            t.state in ('Prospect', 'Waiting', 'NotNow') and t.since < $2 and (t.revisit_on is null or t.revisit_on < $2::date)
            and not exists (select 1 from candidate_step s where s.workspace_id = t.workspace_id and s.candidate_id = t.id and s.at >= $2)
            and not exists (select 1 from candidate_score s where s.workspace_id = t.workspace_id and s.candidate_id = t.id and s.at >= $2)
            """
        ),
    ];

    private static RetentionKind Contacts(string key, string title, string does, int days, string old) =>
        new(key, title, does, days, On: false)
        {
            Table = "candidate",
            Due =
                $"t.workspace_id = $1 and {old} and (t.contact_email <> '' or t.contact_phone <> '' or (t.contact_name <> '' and t.contact_name <> '{ErasedText.Name}'))",
            Sample = "t.number || ' · ' || t.company || ' · ' || t.contact_name",
            Set = $"contact_name = '{ErasedText.Name}', contact_email = '', contact_phone = '', version = t.version + 1",
            Audited = (CandidateId.Kind, "ContactName ContactEmail ContactPhone"),
        };
}
