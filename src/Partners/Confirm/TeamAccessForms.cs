using Entente.Partners.Lapse;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Partners.Confirm;

/// <summary>What the pages of the vendor and of the partner do with the same forms.</summary>
internal sealed class TeamAccessForms(AnswerReview answer, MindAccess mind, HttpContext http, PartnerId partner)
{
    private const string Answer = "Answer.";

    /// <summary>One button closes what somebody has open; the other saves what was chosen.</summary>
    public async Task<Problem?> Save()
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["Close"].ToString() is { Length: > 0 } close)
            return Ids.TryParse<PersonId>(close, out var person)
                ? (await mind.CloseAll(partner, person, http.RequestAborted)).Problem
                : Refusals.NoPerson;
        var answers = new Dictionary<PersonId, string>();
        foreach (var key in form.Keys.Where(k => k.StartsWith(Answer, StringComparison.Ordinal)))
            if (Ids.TryParse<PersonId>(key[Answer.Length..], out var person))
                answers[person] = form[key].ToString();
        return (await answer.Run(partner, answers, http.RequestAborted)).Problem;
    }

    public async Task<(string? Reason, Problem? Problem)> Back()
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string? reason = form["Reason"];
        return (
            reason,
            Ids.TryParse<PersonId>(form["Person"], out var person)
                ? (await mind.BringBack(partner, person, reason, http.RequestAborted)).Problem
                : Refusals.NoPerson
        );
    }
}
