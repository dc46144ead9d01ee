using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Text;
using MsoNetwork.Time;

namespace MsoNetwork.Moderation;

/// <summary>A centre's notes about an organisation: read, written and taken away by its staff alone.</summary>
public sealed class Notes(DbContext context, CurrentViewer current, TimeProvider time)
{
    /// <summary>Newest day first.</summary>
    public async Task<IReadOnlyList<Note>> OfAsync(Guid organisation, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var notes = await context.Set<Note>().AsNoTracking().Where(note => note.OrganisationId == organisation)
            .OrderByDescending(note => note.On).ThenByDescending(note => note.Id).ToListAsync(cancellationToken);
        return notes.FindAll(note => Rights.Allows(viewer, Resource.Note, Operation.See, FactsOf(note)));
    }

    /// <summary>Whether a note can say this: 1 to <see cref="Note.Longest"/> characters.</summary>
    public static bool IsText(string? text) => InvisibleSigns.Typed(text) is { Length: > 0 and <= Note.Longest };

    /// <summary>Whether a note can be about this day: it has come. Null is today.</summary>
    public bool IsDay(DateOnly? on) => (on ?? time.Today()) <= time.Today();

    /// <returns>False when the organisation is not the centre's, or nothing was written, or the day is to come.</returns>
    public async Task<bool> WriteAsync(Guid organisation, DateOnly? on, string text, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var seat = await context.Set<Organisation>().Where(one => one.Id == organisation).Select(one => one.MunicipalityKey)
            .FirstOrDefaultAsync(cancellationToken);
        if (seat is null || !IsText(text) || !IsDay(on)) return false;
        var facts = new Facts { Owners = [organisation], Seats = [seat] };
        if (Rights.Find(viewer, Resource.Note, Operation.Create, facts)?.Membership is not CentreMembership centre) return false;
        var now = time.GetUtcNow();
        context.Add(new Note
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisation,
            CentreKey = centre.Centre,
            On = on ?? time.Today(),
            Text = InvisibleSigns.Typed(text),
            WrittenBy = viewer.Person,
            WrittenAt = now,
        });
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> EraseAsync(Guid id, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var note = await context.Set<Note>().SingleOrDefaultAsync(note => note.Id == id, cancellationToken);
        if (note is null || !Rights.Allows(viewer, Resource.Note, Operation.Erase, FactsOf(note))) return false;
        context.Remove(note);
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static Facts FactsOf(Note note) => new() { Owners = [note.OrganisationId], Centre = note.CentreKey };
}
