using System.Reflection;
using Entente.Platform.Mail;

namespace Entente.Tests.Architecture;

/// <summary>Whatever people can choose to be told or not passes one door; who goes round it stands here with the reason.</summary>
public sealed class OneDoorTest
{
    private static readonly IReadOnlyDictionary<string, string> Round = new Dictionary<string, string>
    {
        ["Notices"] = "the door itself",
        ["RunSendHeld"] = "what waited behind it",
        ["SendSignInLinkJob"] = "a sign-in link is asked for",
        ["FactorMail"] = "security",
        ["WriteUser"] = "an invitation is no notice",
        ["RunAskToConfirm"] = "asked for by whoever filled in the form",
        ["ShareProof"] = "asked for by whoever a link was shared with; most are no members",
        ["MailInstead"] = "what a chat did not take, for whoever chose that chat",
        ["ApplicantMails"] = "who applied to become a partner is no member and chose to be answered",
        ["ClaimsDesk"] = "the answer to a mail",
    };

    [Fact]
    public void Nobody_mails_people_round_the_door_but_those_listed()
    {
        var mailing = Entente
            .Host.Modules.All.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t =>
                t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(MailQueue)))
            )
            .Select(t => t.Name)
            .Order();
        mailing.ShouldBe(Round.Keys.Order());
    }
}
