using Entente.Collaboration.Intake;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Walls;

// What is said about a claim.
internal sealed partial class CanaryStory
{
    /// <summary>Both sides talk about the claim, staff among themselves too; and a mail about it waits.</summary>
    private async Task Talk(RegistrationId claim)
    {
        foreach (
            var (who, audience, words) in new (Actor, ReadBy, string)[]
            {
                (story.Maren, ReadBy.Shared, "Kzqvwshared question"),
                (story.Ines, ReadBy.Shared, "Kzqvwshared answer"),
                (story.Maren, ReadBy.Internal, $"{Inside} margin"),
            }
        )
            (
                await web.House.Act<PostMessage, Result>(
                    who,
                    p =>
                        p.Run(
                            new(claim.Subject, audience, words, words.Split(' ')[1])
                            {
                                With = who.IsStaff && audience is ReadBy.Shared ? story.Kestrel : null,
                                Files = [new Upload($"{words.Split(' ')[0]}.txt", System.Text.Encoding.UTF8.GetBytes(words))],
                            },
                            Ct
                        )
                )
            ).Problem.ShouldBeNull();
        var day = DateOnly.FromDateTime(web.Clock.Now.Date.AddDays(3));
        foreach (var (audience, title) in new[] { (ReadBy.Shared, "Kzqvwshared task"), (ReadBy.Internal, $"{Inside} task") })
            (
                await web.House.Act<TaskDesk, Result>(
                    story.Maren,
                    d =>
                        d.Add(
                            new(claim.Subject, title, story.Maren.Person, day, audience, title.Split(' ')[0])
                            {
                                With = audience is ReadBy.Shared ? story.Kestrel : null,
                            },
                            Ct
                        )
                )
            ).Problem.ShouldBeNull();
        await web
            .House.Services.GetRequiredService<KeepInbound>()
            .Keep(
                new(
                    story.InesEmail,
                    [$"corvane@{House.MailDomain}"],
                    System.Text.Encoding.UTF8.GetBytes(
                        $"From: {story.InesEmail}\r\nTo: corvane@{House.MailDomain}\r\nSubject: Kzqvwposted\r\n\r\nKzqvwposted words\r\n"
                    )
                ),
                Ct
            );
    }
}
