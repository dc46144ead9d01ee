using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Duplicates;
using MsoNetwork.Entries;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Teams;

namespace MsoNetwork.Moderation;

/// <summary>What became of a new organisation: its case, or the entries that it may be, and then there is none.</summary>
public sealed record RegisteredCase(ListedCase? Case, IReadOnlyList<LikelyDuplicate> Likely);

/// <summary>What programs of persons hand in, and say of what they handed in: the pages' use cases, by global ids.</summary>
public sealed class CaseRequests(
    DbContext context,
    CurrentViewer current,
    CaseList cases,
    OwnCase own,
    OrganisationStore organisations,
    ChangeOrganisation change,
    ClaimEntry claim,
    ReportMistake report,
    RegisterOrganisation register,
    LikelyDuplicates duplicates,
    MailedPages pages)
{
    public Task<ListedCase?> FindAsync(Guid id, CancellationToken cancellationToken) => cases.ForThoseConcernedAsync(id, cancellationToken);

    public async Task<ListedCase> ClaimAsync(ClaimEntryByCentreInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var entry = await EntryAsync(input.Organisation, cancellationToken);
        return await OfAsync(await claim.ByCentreAsync(entry.Slug, input.Message, cancellationToken), cancellationToken);
    }

    public async Task<ListedCase> ReportAsync(ReportMistakeInput input, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var entry = await EntryAsync(input.Organisation, cancellationToken);
        var (values, reader) = (Plain(input.Correction ?? new Dictionary<string, object?>()), new InputReader());
        if (values.Count > 0)
            Refuse(reader, await change.CheckAsync(entry.Id, OrganisationDraft.Of(values), cancellationToken), "correction");
        var language = await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Language)
            .SingleAsync(cancellationToken);
        var message = input.Message ?? "";
        if (message.Trim().Length > Case.LongestMessage
            || (message.Trim().Length == 0 && (values.Count == 0 || input.ShouldNotBeThere == true)))
            reader.Refuse(NetworkException.Invalid("input.message", $"Say in own words what is wrong, up to {Case.LongestMessage} signs."));
        reader.Done();
        var outcome = await report.RunAsync(
            new MistakeReport(entry, values, message, input.ShouldNotBeThere ?? false, null, language, null),
            pages.Site,
            cancellationToken);
        return outcome.Case is { } id ? await OfAsync(id, cancellationToken)
            : throw new NetworkException(ErrorCode.LimitExceeded, "That is more than one person may report in a day.");
    }

    /// <summary>Likely duplicates are named before anything is made, and everything that is wrong at once.</summary>
    public async Task<RegisteredCase> RegisterAsync(RegisterOrganisationInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var (told, reader) = (Plain(input.Entry), new InputReader());
        Refuse(reader, await change.CheckAsync(null, OrganisationDraft.Of(told), cancellationToken), "entry");
        var unlike = (input.Unlike ?? []).Select(id => reader.Read(() => GlobalId.Required("Organisation", id, "input.unlike"))).ToList();
        reader.Done();
        var values = Values(told);
        var likely = await LikelyAsync(values, unlike, cancellationToken);
        if (likely.Count > 0) return new(null, likely);
        var id = await register.SubmitAsync(values, input.Message ?? "", cancellationToken)
            ?? throw NetworkException.Invalid("input.entry", "This entry cannot be handed in as it is.");
        return new(await OfAsync(id, cancellationToken), []);
    }

    public async Task<ListedCase> AnswerAsync(AnswerCaseInput input, CancellationToken cancellationToken)
    {
        if (input.Answer.Trim().Length is 0 or > Case.LongestMessage)
            throw NetworkException.Invalid("input.answer", $"An answer has 1 to {Case.LongestMessage} characters.");
        return await StepAsync(input.Id, id => own.AnswerAsync(id, null, input.Answer, cancellationToken),
            "The desk has no question about it (any more).", cancellationToken);
    }

    public Task<ListedCase> WithdrawAsync(WithdrawCaseInput input, CancellationToken cancellationToken) => StepAsync(
        input.Id, id => own.TakeBackAsync(id, null, cancellationToken), "It is decided already.", cancellationToken);

    private async Task<ListedCase> StepAsync(string id, Func<Guid, Task<bool>> step, string late, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var known = GlobalId.Required("Case", id, "input.id");
        if (await own.FindAsync(known, null, cancellationToken) is null) throw NotThere();
        return await step(known) ? await OfAsync(known, cancellationToken)
            : throw new NetworkException(ErrorCode.Conflict, late, "input.id");
    }

    internal static NetworkException NotThere() => NetworkException.NotFound("input.id", "There is no such case for you.");

    private async Task<ListedCase> OfAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw NotThere();

    private async Task<OrganisationEntry> EntryAsync(string organisation, CancellationToken cancellationToken)
    {
        var id = GlobalId.Required("Organisation", organisation, "input.organisation");
        return (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id)
            ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");
    }

    private async Task<IReadOnlyList<LikelyDuplicate>> LikelyAsync(
        Dictionary<string, string> values, List<Guid> unlike, CancellationToken cancellationToken)
    {
        var found = await duplicates.OfAsync(
            new DuplicateQuestion(values.Get("name"), await register.MunicipalityAsync(values, cancellationToken))
            {
                Email = values.GetValueOrDefault("email"),
                Phone = values.GetValueOrDefault("phone"),
                Website = values.GetValueOrDefault("website"),
                Street = values.GetValueOrDefault("street"),
                Postcode = values.GetValueOrDefault("postcode"),
            },
            cancellationToken);
        return [.. found.Where(one => !unlike.Contains(one.Organisation)).Take(DuplicateQueries.Most)];
    }

    private static void Refuse(InputReader reader, IEnumerable<UserError> errors, string part)
    {
        foreach (var error in errors)
            reader.Refuse(new NetworkException(error.Code, error.Message, string.Join('.', ["input", part, .. error.Path.Skip(1)])));
    }

    // As a draft is kept: members of enumerations by their names.
    private static Dictionary<string, object?> Plain(IDictionary<string, object?> input) => input.ToDictionary(
        one => one.Key, one => one.Value is Enum member ? member.ToString() : one.Value, StringComparer.Ordinal);

    // As the pages' form has it.
    private static Dictionary<string, string> Values(Dictionary<string, object?> told)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in told)
        {
            switch (value)
            {
                case null: break;
                case bool yes: if (yes) values[name] = EntryValues.Yes; break;
                case string text: values[name] = text.Trim(); break;
                case IEnumerable<object?> list when list.Any(one => one is IDictionary<string, object?>):
                    foreach (var text in list.OfType<IDictionary<string, object?>>())
                    {
                        var tag = $"{text["language"]}".ToLowerInvariant();
                        values[$"{name}.{tag}"] = $"{(text.TryGetValue("text", out var words) ? words : null)}";
                    }

                    break;
                case IEnumerable<object?> list: values[name] = string.Join(EntryValues.Line, list); break;
                default: values[name] = $"{value}"; break;
            }
        }

        return values;
    }
}
